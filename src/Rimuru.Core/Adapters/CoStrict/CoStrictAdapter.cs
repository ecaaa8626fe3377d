using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Adapters.CoStrict;

/// <summary>CoStrict: derived from Roo Code, with its tasks.</summary>
internal sealed class CoStrictAdapter() : ClineExtensionAdapter(CoStrictLocations.Tasks)
{
    public override string DisplayName => "CoStrict";
}
