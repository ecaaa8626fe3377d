using System.Collections;
using Rimuru.Core.Exports;

namespace Rimuru.Completion;

/// <summary>Completes the names of encodings.</summary>
public sealed class EncodingCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => ExportEncodings.Names;
}
