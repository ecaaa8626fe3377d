using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Json;
using Rimuru.Plugins.Wire;

namespace Rimuru.PluginHost;

/// <summary>Answers calls by the functions of a script. What is piped to a function comes one by one, and so goes what it gives.</summary>
internal static class ScriptKinds
{
    public static byte[] Run(string method, JsonElement call, Stream input, Stream output, Runspace runspace)
    {
        switch (method)
        {
            case PluginWire.Describe:
                return PluginResults.Kinds(kind => HasFunction(runspace, PluginWire.FunctionOf(kind)));
            case PluginWire.Export:
                PluginTable table = PluginCalls.Table(call, input);
                Pipe(
                    runspace,
                    PluginKind.Exporter,
                    new() { ["Column"] = table.Column.Select(column => column.Name).ToArray(), ["Raw"] = table.Raw },
                    table.Rows.Select(row => ScriptValues.Row(table.Column, row)),
                    value => WriteText(output, value)
                );
                return PluginResults.Empty;
            case PluginWire.Notify:
                PluginNotice notice = PluginCalls.Notice(call);
                Pipe(
                    runspace,
                    PluginKind.Notifier,
                    new() { ["Notice"] = ScriptValues.Of(notice), ["Setting"] = ScriptValues.Of(notice.Setting) },
                    null,
                    _ => { }
                );
                return PluginResults.Empty;
            case PluginWire.Read:
                using (RecordWriter records = new(output))
                {
                    Pipe(
                        runspace,
                        PluginKind.Agent,
                        new() { ["File"] = ScriptValues.Of(PluginCalls.File(call)) },
                        TextLines(input),
                        value => ScriptValues.Record(value, records)
                    );
                }

                return PluginResults.Empty;
            case PluginWire.Show:
                PluginTable report = PluginCalls.Table(call, input);
                List<PSObject> given = [];
                Pipe(
                    runspace,
                    PluginKind.View,
                    new() { ["Column"] = report.Column.Select(column => column.Name).ToArray() },
                    report.Rows.Select(row => ScriptValues.Row(report.Column, row)),
                    value => given.Add(PSObject.AsPSObject(value))
                );
                PluginResults.Write(ScriptValues.Picture(given), output);
                return PluginResults.Empty;
            default:
                throw new NotSupportedException($"There is no call {method}.");
        }
    }

    private static bool HasFunction(Runspace runspace, string name) =>
        runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Function) is not null;

    private static void Pipe(
        Runspace runspace,
        PluginKind kind,
        Dictionary<string, object?> parameters,
        IEnumerable<object?>? input,
        Action<object> take
    )
    {
        string name = PluginWire.FunctionOf(kind);
        CommandInfo function =
            runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Function)
            ?? throw new NotSupportedException($"The script has no function {name}.");
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        if (input is not null)
            shell
                .AddCommand(new CmdletInfo(ReadPluginInputCommand.Name, typeof(ReadPluginInputCommand)))
                .AddParameter(nameof(ReadPluginInputCommand.Values), input);

        // By its name: a function that is given itself must be an advanced one to take input.
        shell.AddCommand(name);
        Dictionary<string, ParameterMetadata> known = function.Parameters;

        // A function names only the parameters that it needs.
        foreach ((string parameter, object? value) in parameters.Where(given => known.ContainsKey(given.Key)))
            shell.AddParameter(parameter, value);
        shell
            .AddCommand(new CmdletInfo(WritePluginOutputCommand.Name, typeof(WritePluginOutputCommand)))
            .AddParameter(nameof(WritePluginOutputCommand.Take), take);
        shell.Invoke();
        if (shell.Streams.Error.Count > 0)
            throw new InvalidOperationException(TextOf(shell.Streams.Error[0]));
    }

    private static string TextOf(ErrorRecord error) =>
        error.InvocationInfo is { ScriptLineNumber: > 0 } place ? $"line {place.ScriptLineNumber}: {error}" : error.ToString();

    private static IEnumerable<object?> TextLines(Stream input)
    {
        using StreamReader reader = new(input, Encoding.UTF8, false, 64 * 1024, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>A text is a line; bytes are written as they are.</summary>
    private static void WriteText(Stream output, object value)
    {
        object plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is byte[] bytes)
            output.Write(bytes);
        else if (plain is byte one)
            output.WriteByte(one);
        else
            output.Write(Encoding.UTF8.GetBytes(value + "\n"));
    }
}
