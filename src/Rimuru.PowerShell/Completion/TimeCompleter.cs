using System.Collections;
using Rimuru.Core.Reports;

namespace Rimuru.Completion;

/// <summary>Completes the words for a time, but not dates and ages.</summary>
public sealed class TimeCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => TimeExpression.Words;
}
