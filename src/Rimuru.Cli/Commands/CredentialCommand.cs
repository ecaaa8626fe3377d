using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Credentials;
using Rimuru.Core.Errors;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru credential</c>: stores, lists and removes credentials, whose secrets it never shows.</summary>
internal static class CredentialCommand
{
    public static Command Create() =>
        new("credential", "API keys and passwords: store, list and remove them. Secrets are never shown.") { Set(), List(), Remove() };

    private static Command Set()
    {
        Argument<string> name = Name(PriceService.CredentialNames);
        Argument<string[]> surplus = new("secret") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        Option<CredentialSource?> source = Source("Store it there, instead of in the first source that works.");
        Command command = new("set", "Store a secret from standard input, or from a prompt that does not show it.")
        {
            name,
            surplus,
            source,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                if (parsed.GetValue(surplus) is { Length: > 0 })
                    throw new RimuruException(
                        ErrorCodes.InvalidArgument,
                        "A secret is never an argument: others can read it in the list of processes, and the shell keeps it in its "
                            + "history. Give it on standard input, or at the prompt."
                    );
                string given = parsed.GetValue(name)!;
                CredentialService.CheckName(given);
                string secret = SecretInput.Read($"Secret of {given} (it is not shown):", stop);
                CredentialChange change = RimuruEngine.OwnCredentials().Set(given, secret, parsed.GetValue(source));
                foreach (string reason in change.PassedOver)
                    Terminal.Say(reason);
                if (change.Warning is { } warning)
                    Terminal.Warn(warning);
                Terminal.Line($"{given} is stored in {change.Credential.Source}: {change.Credential.Detail}");
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static Command List()
    {
        CommonOptions common = new();
        Command command = new("list", "List the credentials of all sources, without their secrets.") { common.Json };
        command.SetAction(parsed =>
        {
            CredentialList list = RimuruEngine.OwnCredentials().List();
            if (parsed.GetValue(common.Json))
                JsonRows.Write(list.Credentials);
            else if (list.Credentials.Count > 0)
                Table.Print(ConfigurationViews.Credential, list.Credentials);
            else
                Terminal.Line("There are no credentials.");
            foreach (string reason in list.PassedOver)
                Terminal.Say(reason);
            if (list.Error is { } error)
                throw error;
        });
        return command;
    }

    private static Command Remove()
    {
        Argument<string> name = Name([]);
        Option<CredentialSource?> source = Source("Remove it only there, instead of from every source that has it.");
        Command command = new("remove", "Remove a credential.") { name, source };
        command.SetAction(parsed =>
        {
            string given = parsed.GetValue(name)!;
            IReadOnlyList<CredentialInfo> removed = RimuruEngine.OwnCredentials().Remove(given, parsed.GetValue(source));
            Terminal.Line($"{given} is removed from {string.Join(" and ", removed.Select(credential => credential.Source))}");
        });
        return command;
    }

    private static Argument<string> Name(IReadOnlyList<string> usual) =>
        new Argument<string>("name") { Description = "The name, such as anthropic." }.Offering(_ =>
            RimuruEngine.OwnCredentials().Names.Union(usual)
        );

    private static Option<CredentialSource?> Source(string description) =>
        new Option<CredentialSource?>("--source") { Description = description, HelpName = "SOURCE" }.Offering(_ =>
            Enum.GetNames<CredentialSource>()
        );
}
