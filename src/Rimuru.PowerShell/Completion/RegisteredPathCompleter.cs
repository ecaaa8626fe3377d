using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the folders that are registered for the agents in -Agent; for all if none is named yet.</summary>
public sealed class RegisteredPathCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound)
    {
        string[] agents = LedgerNames.Texts(bound, "Agent");
        return LedgerNames
            .With(new Hashtable(), engine => engine.Agents.Named(agents).SelectMany(engine.Agents.Settings.Registered))
            .Distinct(StringComparer.Ordinal);
    }
}
