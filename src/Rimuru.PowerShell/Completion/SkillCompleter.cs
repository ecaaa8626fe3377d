using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of skills in the ledger.</summary>
public sealed class SkillCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Skill, bound);
}
