using HelpWriter;
using Rimuru.Core.Errors;
using Rimuru.Core.Tests.Architecture;
using Rimuru.Core.Tests.Wording;
using Rimuru.Core.Wording;

namespace Rimuru.PowerShell.Tests;

/// <summary>What the module says names what it has itself, and nothing that only the command has.</summary>
public sealed class WordsTests
{
    private static readonly string Module = Checkout.Path("bin", "Rimuru.dll");
    private static readonly IReadOnlyList<CmdletFacts> Cmdlets = CmdletReader.Read(Module);

    /// <summary>The parameters that PowerShell adds to every cmdlet, or to those that can change something.</summary>
    private static readonly string[] Common = ["Verbose", "WhatIf", "Confirm"];

    /// <summary>The module's own texts, and those of the engine that name an action or an option.</summary>
    private static readonly string[] Texts =
    [
        .. Literals.Of(Module).Select(text => text.Text),
        .. ErrorTable.All.Select(error => error.Advice.For(Face.PowerShell)),
        .. SampleTerms.All.Select(term => term.For(Face.PowerShell)),
    ];

    [Fact]
    public void No_text_names_a_verb_or_an_option_of_the_command() =>
        Texts.SelectMany(text => FaceWords.OfCommand(text).Select(word => $"{word} in: {text}")).ShouldBeEmpty();

    [Fact]
    public void Each_cmdlet_and_parameter_that_a_text_names_is_one()
    {
        string[] named = [.. Texts.SelectMany(FaceWords.Cmdlets).Distinct()];
        named.Length.ShouldBeGreaterThan(8);
        named.Except(Cmdlets.Select(cmdlet => cmdlet.Name)).ShouldBeEmpty();
        HashSet<string> parameters = [.. Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name), .. Common];
        Texts.SelectMany(FaceWords.Parameters).Distinct().Except(parameters).ShouldBeEmpty();
    }

    /// <summary>A cmdlet with parameters after it has just these.</summary>
    [Fact]
    public void Each_action_is_a_call_that_the_cmdlet_takes()
    {
        foreach (string text in SampleTerms.All.Select(term => term.For(Face.PowerShell)).Where(text => FaceWords.Cmdlets(text).Any()))
        {
            CmdletFacts cmdlet = Cmdlets.Single(known => known.Name == FaceWords.Cmdlets(text).First());
            FaceWords.Parameters(text).Except(cmdlet.Parameters.Select(parameter => parameter.Name)).ShouldBeEmpty(text);
        }
    }
}
