using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Credentials;

/// <summary>The environment: <c>RIMURU_SECRET_TEAM_DB</c> has the secret of <c>team-db</c> and of <c>team.db</c>.</summary>
internal sealed class EnvironmentSource(HostEnvironment host) : ICredentialSource
{
    private const string Prefix = "RIMURU_SECRET_";

    public CredentialSource Kind => CredentialSource.Environment;

    public static string VariableOf(string name) => Prefix + name.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    public string? Find(string name) => host.Variable(VariableOf(name));

    public IReadOnlyList<(string Name, string Place)> List() =>
        [
            .. host.NamesWithPrefix(Prefix)
                .Select(variable => (Name: variable[Prefix.Length..].ToLowerInvariant(), Variable: variable))
                .Where(found => AsciiName.IsValid(found.Name) && Find(found.Name) is not null),
        ];

    public string Set(string name, string secret) => throw Unwritable(name);

    public bool Remove(string name) => throw Unwritable(name);

    private static SourceUnusableException Unwritable(string name) =>
        new($"the variable {VariableOf(name)} is set where this process was started");
}
