using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Errors;
using Rimuru.Core.Exports;
using Rimuru.Core.Parameters;
using Rimuru.Core.Plugins;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru export</c>: costs and sessions in other formats, to a file or to standard output.</summary>
internal sealed class ExportCommand
{
    private readonly CommonOptions common = new();
    private readonly Argument<string?> file = new Argument<string?>("file")
    {
        Description = "The file to write. Without it, or for '-', the output is written to standard output.",
        Arity = ArgumentArity.ZeroOrOne,
    }.Offering(Completions.Paths);

    private readonly Option<string?> format = CommonOptions.Of<string?>(ExportParameters.Format).Offering(_ => FormatNames());

    private readonly Option<bool> noClobber = CommonOptions.Of<bool>(ExportParameters.NoClobber),
        force = CommonOptions.Of<bool>(ExportParameters.Force),
        append = CommonOptions.Of<bool>(ExportParameters.Append),
        raw = CommonOptions.Of<bool>(ExportParameters.Raw);

    private readonly Option<string?> encoding = CommonOptions.Of<string?>(ExportParameters.Encoding).Offering(_ => ExportEncodings.Names);

    public static Command Create()
    {
        Command command = new("export", "Costs or sessions as CSV, JSON, XML, Markdown, a report with charts, or in the layout of FOCUS.")
        {
            new ExportCommand().OfCosts(),
            new ExportCommand().OfSessions(),
        };
        return command;
    }

    private Command OfCosts()
    {
        Option<string[]> by = CostCommand.By();
        Option<int> top = CommonOptions.Count(SharedParameters.Top);
        Command command = Of("cost", "Tokens and cost, by agent and model or by other groups.");
        command.Add(by);
        command.Add(top);
        command.SetAction(
            (parsed, stop) =>
            {
                CostGrouping[] groupings = CostCommand.Named(parsed.GetValue(by) ?? []);
                return Run(
                    parsed,
                    (engine, request, chosen, target) =>
                    {
                        request = request with { By = groupings.Length == 0 ? null : groupings, Count = parsed.GetValue(top) };
                        var unpriced = target is null
                            ? Written(output => engine.Exports.Costs(request, chosen, output, stop))
                            : engine.Exports.Costs(request, chosen, target, stop);
                        Terminal.Unpriced(
                            unpriced.ToDictionary(usage => UnpricedUsage.NameOf(usage.Provider, usage.Model)),
                            request.Source
                        );
                    },
                    stop
                );
            }
        );
        return command;
    }

    private Command OfSessions()
    {
        Option<bool> active = CommonOptions.Of<bool>(SharedParameters.Active);
        Option<string[]> status = CommonOptions.List(SharedParameters.Status).Offering(_ => Enum.GetNames<SessionStatus>());
        Option<int> newest = CommonOptions.Count(SharedParameters.Newest);
        Command command = Of("sessions", "Sessions with their usage.");
        command.Aliases.Add("session");
        command.Add(active);
        command.Add(status);
        command.Add(newest);
        command.SetAction(
            (parsed, stop) =>
                Run(
                    parsed,
                    (engine, request, chosen, target) =>
                    {
                        request = request with
                        {
                            OnlyActive = parsed.GetValue(active),
                            Statuses = CommonOptions.Words<SessionStatus>(parsed, status, "status"),
                            Count = parsed.GetValue(newest),
                        };
                        if (target is not null)
                            engine.Exports.Sessions(request, chosen, target, stop);
                        else
                            Written(output =>
                            {
                                engine.Exports.Sessions(request, chosen, output, stop);
                                return true;
                            });
                    },
                    stop
                )
        );
        return command;
    }

    private Command Of(string name, string description)
    {
        Command command = new(name, description) { file };
        foreach (Option option in (Option[])[format, noClobber, force, append, encoding, raw, common.CostSource])
            command.Add(option);
        common.AddFilter(command);
        common.AddLedger(command);
        command.Add(common.NoSync);
        return command;
    }

    private Task<int> Run(ParseResult parsed, Action<RimuruEngine, ExportRequest, IExporter, ExportFile?> export, CancellationToken stop)
    {
        string? path = parsed.GetValue(file);
        bool isFile = path is not null and not "-";
        ExportFile? target = isFile
            ? new ExportFile
            {
                Path = Path.GetFullPath(CommonOptions.Filled(path!, "<file>")),
                IsKept = parsed.GetValue(noClobber),
                IsForced = parsed.GetValue(force),
                IsContinued = parsed.GetValue(append),
                Encoding = parsed.GetValue(encoding) is { } name ? ExportEncodings.Named(name) : null,
            }
            : null;
        if (
            target is null
            && (parsed.GetValue(append) || parsed.GetValue(noClobber) || parsed.GetValue(force) || parsed.GetValue(encoding) is not null)
        )
            throw new RimuruException(ErrorCodes.InvalidArgument, "--append, --encoding, --force and --no-clobber need a file.", "<file>");
        using RimuruEngine engine = common.Open(parsed, stop);
        IExporter chosen = FormatOf(engine, parsed.GetValue(format), target);
        ReportFilter filter = common.Filter(parsed, engine);
        if (engine.Agents.ExplainEmptyHome() is { } explanation)
        {
            Terminal.Say(explanation);
            return Task.FromResult(0);
        }

        filter = common.Refresh(parsed, engine, filter, stop);
        ExportRequest request = new()
        {
            Filters = [filter],
            Source = parsed.GetValue(common.CostSource),
            Zone = DisplayZone.Current.Value,
            IsRaw = parsed.GetValue(raw),
        };
        export(engine, request, chosen, target);
        return Task.FromResult(0);
    }

    private static T Written<T>(Func<Stream, T> write)
    {
        using BufferedStream output = new(Console.OpenStandardOutput(), 64 * 1024);
        return write(output);
    }

    /// <summary>The format as typed, else what the file's name tells, else CSV. E9001: there is none with this name.</summary>
    private static IExporter FormatOf(RimuruEngine engine, string? name, ExportFile? target) =>
        name is null && target is null ? ExportFormats.Of(ExportFormat.Csv) : engine.Exports.FormatOf(name, target?.Path ?? "");

    private static IEnumerable<string> FormatNames()
    {
        using PluginService plugins = RimuruEngine.OwnPlugins();
        return [.. Enum.GetNames<ExportFormat>(), .. plugins.Exporters.Select(one => one.Name)];
    }
}
