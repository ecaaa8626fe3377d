using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Wording;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru store</c>: the administration of the ledger's store.</summary>
internal static class StoreCommand
{
    public static Command Create() =>
        new("store", "The ledger's store: location, checks, backups, copies and disk space.")
        {
            Status(),
            Init(),
            Test(),
            Copy(),
            Backup(),
            Restore(),
            Optimize(),
        };

    private static Command Status()
    {
        CommonOptions common = new();
        Command command = Of("status", "Show where the ledger is, in which database, and how much it contains.", common);
        command.SetAction((parsed, stop) => With(common, parsed, engine => Show(common, parsed, engine.Store.Describe(stop)), stop));
        return command;
    }

    private static Command Init()
    {
        CommonOptions common = new();
        Command command = Of("init", "Create the ledger if there is none, and migrate it to this version.", common);
        command.SetAction(
            (parsed, stop) =>
                With(
                    common,
                    parsed,
                    engine =>
                    {
                        engine.Note = null; // the user asks for it to be made
                        engine.Store.Initialize(stop);
                        Show(common, parsed, engine.Store.Describe(stop));
                    },
                    stop
                )
        );
        return command;
    }

    private static Command Test()
    {
        CommonOptions common = new();
        Command command = Of(
            "test",
            "Test whether the ledger can be reached and is consistent; the exit code is 1 if a check failed.",
            common
        );
        command.Add(common.Quiet);
        command.SetAction((parsed, stop) => common.AnswerAsync(parsed, () => Task.FromResult(Check(common, parsed, stop))));
        return command;
    }

    private static int Check(CommonOptions common, ParseResult parsed, CancellationToken stop)
    {
        using RimuruEngine engine = common.Open(parsed, stop);
        List<StoreCheck> checks = [.. engine.Store.Check(stop)];
        if (parsed.GetValue(common.Quiet))
            return ExitCode();
        if (parsed.GetValue(common.Json))
            JsonRows.Write(checks);
        else
            StoreTable.Print(checks);
        return ExitCode();

        int ExitCode() => checks.TrueForAll(check => check.Passed) ? 0 : CommonOptions.SomethingIsWrong;
    }

    private static Command Copy()
    {
        CommonOptions common = new();
        Argument<string> destination = new("destination") { Description = SharedParameters.Destination.Summary };
        Command command = Of(
            "copy",
            "Copy the whole ledger into another one, of either kind, and verify the copy by its totals. It can be repeated.",
            common
        );
        command.Add(destination);
        command.SetAction(
            (parsed, stop) =>
                With(
                    common,
                    parsed,
                    engine =>
                    {
                        StoreCopyResult copy = engine.Store.CopyTo(
                            CommonOptions.Filled(parsed.GetValue(destination)!, "<destination>"),
                            null,
                            stop
                        );
                        if (parsed.GetValue(common.Json))
                            JsonRows.Write([copy]);
                        else
                            StoreTable.Print(copy);
                    },
                    stop
                )
        );
        return command;
    }

    private static Command Backup()
    {
        CommonOptions common = new();
        Argument<string> file = new Argument<string>("file") { Description = "The backup file." }.Offering(Completions.Paths);
        Option<bool> force = new(Terms.Force.Option) { Description = "Replace a file that already exists." };
        Command command = Of("backup", "Write a consistent copy of the ledger to a file, while others may keep writing.", common);
        command.Add(file);
        command.Add(force);
        command.SetAction(
            (parsed, stop) =>
                With(
                    common,
                    parsed,
                    engine =>
                    {
                        StoreBackup backup = engine.Store.BackUp(CommonOptions.PathOf(parsed, file), parsed.GetValue(force), stop);
                        if (parsed.GetValue(common.Json))
                            JsonRows.Write([backup]);
                        else
                            StoreTable.Print(backup);
                    },
                    stop
                )
        );
        return command;
    }

    private static Command Restore()
    {
        CommonOptions common = new();
        Argument<string> file = new Argument<string>("file")
        {
            Description = "A file that 'rimuru store backup' wrote from a ledger of the same kind.",
        }.Offering(Completions.Paths);
        Option<bool> force = Confirmation.Option("Replace a ledger that is not empty, without asking.");
        Option<bool> preview = CommonOptions.Of<bool>(SharedParameters.WhatIf);
        Command command = Of("restore", "Replace the ledger with a backup. The ledger is not changed if anything fails.", common);
        command.Add(file);
        command.Add(force);
        command.Add(preview);
        command.SetAction(
            (parsed, stop) =>
                With(
                    common,
                    parsed,
                    engine =>
                    {
                        string backup = CommonOptions.PathOf(parsed, file);
                        bool isForced = parsed.GetValue(force);
                        if (parsed.GetValue(preview))
                        {
                            StoreRestoration restoration = engine.Store.PreviewRestore(backup, stop);
                            if (parsed.GetValue(common.Json))
                                JsonRows.Write([restoration]);
                            else
                                Terminal.Line($"{restoration}.");
                            return;
                        }

                        if (!isForced && Confirmation.IsPossible)
                        {
                            if (!Confirmation.Ask($"{engine.Store.PreviewRestore(backup, stop)}?", stop))
                                return;
                            isForced = true;
                        }

                        engine.Store.Restore(backup, isForced, stop);
                        Show(common, parsed, engine.Store.Describe(stop));
                    },
                    stop
                )
        );
        return command;
    }

    private static Command Optimize()
    {
        CommonOptions common = new();
        Option<string?> older = CommonOptions.Of<string?>(SharedParameters.OlderThan).Offering(_ => TimeExpression.Words);
        Option<bool> preview = CommonOptions.Of<bool>(SharedParameters.WhatIf);
        Option<bool> force = Confirmation.Option("Remove without asking.");
        Option<bool> reset = CommonOptions.Of<bool>(SharedParameters.Reset);
        Command command = Of("optimize", "Remove records that are older than a time, and give free space back to the disk.", common);
        command.Add(older);
        command.Add(preview);
        command.Add(force);
        command.Add(reset);
        command.Validators.Add(result =>
        {
            if (result.GetValue(reset) && (result.GetValue(older) is not null || result.GetValue(preview)))
                result.AddError("--reset cannot be used together with --older-than or --what-if.");
        });
        command.SetAction(
            (parsed, stop) =>
                With(
                    common,
                    parsed,
                    engine =>
                    {
                        DateTimeOffset? before = parsed.GetValue(older) is { } text
                            ? TimeExpression.Parse(text, older.Name, engine.Time.GetUtcNow(), DisplayZone.Current.Value)
                            : engine.Store.RetentionTime;
                        if (parsed.GetValue(reset))
                        {
                            engine.Store.Reset(stop);
                            if (parsed.GetValue(common.Json))
                                JsonRows.Write([engine.Store.Describe(stop)]);
                            else
                                Terminal.Line("The retention limit was removed. The next command that reads logs reads all of them again.");
                            return;
                        }

                        bool isPreview = parsed.GetValue(preview);
                        if (before is not null && !isPreview && !parsed.GetValue(force))
                        {
                            StoreOptimization removed = engine.Store.CountOlder(before, stop);
                            if (
                                removed.RecordsRemoved + removed.SessionsRemoved > 0
                                && !Confirmation.Given(StoreTable.Question(removed), stop)
                            )
                                return;
                        }

                        StoreOptimization done = engine.Store.Optimize(before, isPreview, stop);
                        if (parsed.GetValue(common.Json))
                            JsonRows.Write([done]);
                        else
                            StoreTable.Print(done);
                    },
                    stop
                )
        );
        return command;
    }

    private static Command Of(string name, string description, CommonOptions common) =>
        new(name, description) { common.Home, common.Database, common.Json };

    private static Task<int> With(CommonOptions common, ParseResult parsed, Action<RimuruEngine> work, CancellationToken stop)
    {
        using RimuruEngine engine = common.Open(parsed, stop);
        work(engine);
        return Task.FromResult(0);
    }

    private static void Show(CommonOptions common, ParseResult parsed, StoreInfo store)
    {
        if (parsed.GetValue(common.Json))
            JsonRows.Write([store]);
        else
            StoreTable.Print(store);
    }
}
