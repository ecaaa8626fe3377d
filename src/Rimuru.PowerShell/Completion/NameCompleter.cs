using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Rimuru.Core.Display;

namespace Rimuru.Completion;

/// <summary>Completes a name from a list. It never throws: a completion that fails returns nothing.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private protected NameCompleter() { }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        try
        {
            string start = (wordToComplete ?? "").Trim('\'', '"');
            return
            [
                .. Names(fakeBoundParameters ?? new Hashtable())
                    // Not by the culture, in which GEMI may not be the start of GeminiCli.
                    .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Select(name => new CompletionResult(
                        ShellWord.Of(name),
                        PlainText.Name(name),
                        CompletionResultType.ParameterValue,
                        PlainText.Name(name)
                    )),
            ];
        }
#pragma warning disable CA1031 // a key press must never cause an error
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    private protected abstract IEnumerable<string> Names(IDictionary bound);
}
