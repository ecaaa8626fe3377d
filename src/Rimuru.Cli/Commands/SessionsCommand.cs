using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru sessions</c>: sessions with their usage.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<bool> active = CommonOptions.Of<bool>(SharedParameters.Active);
        Option<string[]> status = CommonOptions.List(SharedParameters.Status).Offering(_ => Enum.GetNames<SessionStatus>());
        CurrencyOption currency = new(RateParameters.SessionCurrency);
        Option<int> newest = CommonOptions.Count(SharedParameters.Newest);
        Command command = new("sessions", "Sessions with their projects, models, tokens and cost, oldest first.")
        {
            active,
            status,
            newest,
            currency.Option,
            common.CostSource,
        };
        common.AddFilter(command);
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                SessionStatus[] statuses = CommonOptions.Words<SessionStatus>(parsed, status, "status");
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
                sessions = Selection.OfStatus(sessions, statuses);
                if (parsed.GetValue(newest) is > 0 and int count)
                    sessions = Selection.Newest(sessions, count);
                CostConverter? converter = currency.Converter(parsed, engine, filter);
                if (converter is not null)
                    sessions = sessions.Select(converter.Convert);
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(sessions);
                else if (converter is not null)
                    Table.Print(ConvertedViews.InCommand(SessionViews.Session, converter.Currency), sessions);
                else
                    Table.Print(SessionViews.Session, sessions);
                CurrencyOption.Warn(converter);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
