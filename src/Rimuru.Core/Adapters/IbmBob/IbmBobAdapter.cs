using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Adapters.IbmBob;

/// <summary>IBM Bob: an editor whose assistant keeps Cline's kind of tasks.</summary>
internal sealed class IbmBobAdapter() : ClineExtensionAdapter(IbmBobLocations.Tasks)
{
    public override string DisplayName => "IBM Bob";
}
