using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Adapters.ZooCode;

/// <summary>Zoo Code: a successor of Roo Code, with its tasks.</summary>
internal sealed class ZooCodeAdapter() : ClineExtensionAdapter(ZooCodeLocations.Tasks)
{
    public override string DisplayName => "Zoo Code";
}
