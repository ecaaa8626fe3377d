using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru sessions</c>: sessions with their usage.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<bool> active = CommonOptions.Of<bool>(SharedParameters.Active);
        Command command = new("sessions", "Sessions with their projects, models, tokens and cost, oldest first.")
        {
            active,
            common.CostSource,
        };
        common.AddFilter(command);
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                var filter = common.Filter(parsed, engine);
                if (common.ExplainEmptyHome(parsed, engine))
                    return Task.FromResult(0);
                filter = common.Refresh(parsed, engine, filter, stop);
                IEnumerable<Session> sessions = engine.Reports.Sessions(
                    filter,
                    parsed.GetValue(active),
                    stop,
                    parsed.GetValue(common.CostSource)
                );
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(sessions);
                else
                    Table.Print(SessionViews.Session, sessions);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
