using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the names of skills in the trash.</summary>
public sealed class RemovedSkillCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        RimuruEngine.OwnSkills().Removed().Select(removed => removed.Name).Distinct();
}
