using Rimuru.Core.Records;
using Rimuru.Core.Store.Administration;

namespace Rimuru.Core.Store.Contracts;

/// <summary>Converts the results of <see cref="LedgerSql"/> to the public records.</summary>
internal static class StoreFacts
{
    public static StoreInfo Fill(StoreInfo known, long?[] records, long?[] sessions, long? retained) => known with
    {
        Records = records[0],
        FirstActivity = Time(records[1]),
        LastActivity = Time(records[2]),
        Sessions = sessions[0],
        Machines = sessions[1],
        Users = sessions[2],
        RetainedSince = Time(retained),
    };

    private static DateTimeOffset? Time(long? unixMs) => unixMs is { } known ? Moment.Of(known) : null;
}
