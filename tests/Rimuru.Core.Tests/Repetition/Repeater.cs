using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Tests.Repetition;

/// <summary>
/// Reads homes again and again, each time into a new ledger and on another plan, and compares all that the ledgers hold: rows, not sums.
/// </summary>
internal static class Repeater
{
    private const string Named = """
        SELECT json_array(hex(u.key), u.at, s.session_id, a.text, pr.text, m.text, p.text, b.text, sa.text, ma.text, us.text, d.evidence, t.text, u.requests, u.input, u.cache_read,
            u.cache_write_5m, u.cache_write_1h, u.output, u.reasoning, u.web_searches, u.cost, u.cost_status, v.text, u.reported_cost, u.withdrawn, u.rank_high, u.rank_low,
            u.owner_high, u.owner_low)
        FROM usage u JOIN session s ON s.id = u.session JOIN dimension d ON d.id = u.dimension JOIN name a ON a.id = d.agent LEFT JOIN name pr ON pr.id = d.provider
            LEFT JOIN name m ON m.id = d.model LEFT JOIN name p ON p.id = d.project LEFT JOIN name b ON b.id = d.branch LEFT JOIN name sa ON sa.id = d.sub_agent
            LEFT JOIN name ma ON ma.id = d.machine LEFT JOIN name us ON us.id = d.user LEFT JOIN name t ON t.id = u.terms LEFT JOIN name v ON v.id = u.price_version
        UNION ALL
        SELECT json_array(hex(s.key), a.text, s.session_id, s.parent_session_id, s.sub_agent, s.working_directory, s.branch, s.title, s.agent_version, s.first_at, s.last_at, s.ending,
            s.turns, hex(s.told), s.status, s.ended_at, ma.text, us.text)
        FROM session s JOIN name a ON a.id = s.agent LEFT JOIN name ma ON ma.id = s.machine LEFT JOIN name us ON us.id = s.user
        UNION ALL
        SELECT json_array(hex(l.thread), l.source, hex(l.parent), l.created, l.marks, hex(l.content)) FROM lineage l
        UNION ALL
        SELECT json_array(hex(t.key), s.session_id, t.origin, t.ordinal, t.at, t.until, q.session_id, t.began, t.unrecorded, p.text, b.text)
        FROM session_total t JOIN session s ON s.id = t.session LEFT JOIN session q ON q.id = t.parent LEFT JOIN name p ON p.id = t.project LEFT JOIN name b ON b.id = t.branch
        UNION ALL
        SELECT json_array(f.path, f.size, f.offset, f.reader_version, f.malformed_lines, hex(x.state)) FROM file f JOIN file_state x ON x.file = f.id
        ORDER BY 1
        """;

    /// <summary>Reads a home so often; tells what is different, and null where nothing ever is.</summary>
    /// <param name="repeated">The home.</param>
    /// <param name="rounds">How often it is read beside the usual way.</param>
    /// <param name="seed">The first of the plans' seeds.</param>
    /// <param name="rows">How many rows were compared, added to what it was.</param>
    public static string? Difference(RepeatedHome repeated, int rounds, int seed, ref long rows)
    {
        using TestHome home = new(Store.TestStore.Sqlite);
        repeated.LayOut(home);
        string[] expected = Read(home, "usual.db", null);
        for (int round = 0; round < rounds; round++)
        {
            ShuffledPlan plan = new(seed + round);
            string[] found = Read(home, $"round{round}.db", plan);
            rows += found.Length;
            string[] missing = [.. expected.Except(found)];
            string[] other = [.. found.Except(expected)];
            if (missing.Length + other.Length > 0)
                return $"{repeated}, {plan}:\n- {string.Join("\n- ", missing.Take(4))}\n+ {string.Join("\n+ ", other.Take(4))}";
            if (found.Length != expected.Length)
                return $"{repeated}, {plan}: {found.Length} rows, not {expected.Length}";
        }

        return null;
    }

    private static string[] Read(TestHome home, string ledger, ShuffledPlan? plan)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-repeat-").FullName;
        try
        {
            string path = Path.Combine(folder, ledger);
            using (RimuruEngine engine = home.Open("sqlite:" + path, plan))
                engine.Ledger.Sync([], null, null, CancellationToken.None);
            using SqliteDatabase database = SqliteDatabase.Open(path);
            List<string> found = [];
            using SqliteStatement select = database.PrepareFresh(Named);
            while (select.Step())
                found.Add(select.Text(0)!);
            return [.. found];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
