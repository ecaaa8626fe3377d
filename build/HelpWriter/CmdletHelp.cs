using Rimuru.Core.Parameters;

namespace HelpWriter;

/// <summary>A cmdlet with its page: every fact from the assembly, and a text for every parameter.</summary>
internal sealed record CmdletHelp(CmdletFacts Facts, CmdletPage Page, IReadOnlyDictionary<string, ParameterText> Texts)
{
    /// <summary>Joins cmdlets and pages; an error where either has something that the other lacks.</summary>
    public static IReadOnlyList<CmdletHelp> Join(IReadOnlyList<CmdletFacts> cmdlets, IReadOnlyList<CmdletPage> pages)
    {
        if (pages.FirstOrDefault(page => cmdlets.All(cmdlet => cmdlet.Name != page.Name)) is { } stray)
            throw new FormatException($"{stray.File}: there is no cmdlet {stray.Name}.");
        return
        [
            .. cmdlets
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)
                .Select(cmdlet =>
                    Of(
                        cmdlet,
                        pages.FirstOrDefault(page => page.Name == cmdlet.Name) ?? throw new FormatException($"{cmdlet.Name} has no page.")
                    )
                ),
        ];
    }

    private static CmdletHelp Of(CmdletFacts cmdlet, CmdletPage page)
    {
        if (page.Parameters.FirstOrDefault(text => cmdlet.Parameters.All(parameter => parameter.Name != text.Name)) is { } stray)
            throw new FormatException($"{page.File}: {cmdlet.Name} has no parameter -{stray.Name}.");
        return new CmdletHelp(
            cmdlet,
            page,
            cmdlet.Parameters.ToDictionary(parameter => parameter.Name, parameter => Text(cmdlet, parameter, page))
        );
    }

    /// <summary>The shared text of a parameter, and then what the page says of it.</summary>
    private static ParameterText Text(CmdletFacts cmdlet, ParameterFacts parameter, CmdletPage page)
    {
        ParameterText? own = page.Parameters.FirstOrDefault(text => text.Name == parameter.Name);
        SharedParameter? shared = SharedParameters.Find(cmdlet.Name, parameter.Name, parameter.IsRequired);
        if (shared is null)
        {
            return own is { Description.Count: > 0 }
                ? own
                : throw new FormatException(
                    $"{page.File} says nothing of -{parameter.Name}, and it is not one of the shared parameters "
                        + "(src/Rimuru.Core/Parameters)."
                );
        }

        string text = PageReader.TextOf($"{shared.Summary} {shared.Details}");
        return new ParameterText(parameter.Name, [text, .. own?.Description ?? []], own?.Default ?? shared.Default);
    }
}
