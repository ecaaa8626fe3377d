using Rimuru.Core.Records;
using Rimuru.Core.Store.Administration;

namespace Rimuru.Core.Store.Contracts;

/// <summary>Converts the results of <see cref="LedgerSql"/> to the public records.</summary>
internal static class StoreFacts
{
    public static StoreInfo Fill(StoreInfo known, long?[] records, long?[] sessions, long? retained) =>
        known with
        {
            Records = records[0],
            FirstActivity = Moment.Of(records[1]),
            LastActivity = Moment.Of(records[2]),
            Sessions = sessions[0],
            Machines = sessions[1],
            Users = sessions[2],
            RetainedSince = Moment.Of(retained),
        };
}
