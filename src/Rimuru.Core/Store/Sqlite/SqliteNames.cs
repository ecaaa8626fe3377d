using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Maps names, dimensions and sessions to ids and back. Cached until another connection writes.</summary>
internal sealed class SqliteNames(SqliteDatabase database) : ILedgerNames
{
    private const string DimensionIdColumns = "agent, provider, model, project, branch, sub_agent, machine, user, evidence, credit_unit";

    /// <summary>So many dimensions are read one by one before all are read at once.</summary>
    private const int FewDimensions = 64;

    private readonly Dictionary<string, int> idOfName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> nameOfId = [];
    private readonly Dictionary<DimensionIds, int> idOfDimension = [];
    private readonly Dictionary<int, DimensionIds> dimensionOfId = [];
    private readonly Dictionary<int, Dimension> namedDimensions = [];
    private readonly KeyTable idOfSession = new();
    private long seen = -1;
    private int missed;

    /// <summary>
    /// Clears the cache if another connection has written: it may have removed sessions, or restored a backup with other ids.
    /// </summary>
    public void Refresh()
    {
        long version = database.Number("PRAGMA data_version") ?? 0;
        if (version == seen)
            return;
        seen = version;
        Clear();
    }

    /// <summary>Clears the cache: after a rollback some of it is not in the file.</summary>
    public void Clear()
    {
        idOfName.Clear();
        nameOfId.Clear();
        idOfDimension.Clear();
        dimensionOfId.Clear();
        missed = 0;
        namedDimensions.Clear();
        idOfSession.Clear();
    }

    /// <summary>The id of a name, which is added if it is new; 0 for null.</summary>
    public int IdOf(string? name)
    {
        if (name is null)
            return 0;
        if (idOfName.TryGetValue(name, out int id))
            return id;
        database.Prepare("INSERT INTO name (text) VALUES (?1) ON CONFLICT DO NOTHING").Bind(1, name).Run();
        SqliteStatement select = database.Prepare("SELECT id FROM name WHERE text = ?1").Bind(1, name);
        select.Step();
        id = (int)select.Int64(0);
        select.Reset();
        idOfName.Add(name, id);
        return id;
    }

    /// <summary>The id of a name in the file; null if it is not there. Writes nothing.</summary>
    public int? Find(string name)
    {
        if (idOfName.TryGetValue(name, out int id))
            return id;
        SqliteStatement select = database.Prepare("SELECT id FROM name WHERE text = ?1").Bind(1, name);
        int? found = select.Step() ? (int)select.Int64(0) : null;
        select.Reset();
        if (found is { } known)
            idOfName.Add(name, known);
        return found;
    }

    public string? NameOf(int id)
    {
        if (id == 0)
            return null;
        if (nameOfId.TryGetValue(id, out string? name))
            return name;
        SqliteStatement select = database.Prepare("SELECT text FROM name WHERE id = ?1").Bind(1, id);
        if (select.Step())
            nameOfId.Add(id, name = select.Text(0)!);
        select.Reset();
        return name;
    }

    public int IdOf(DimensionIds dimension)
    {
        if (idOfDimension.TryGetValue(dimension, out int id))
            return id;
        Bind(
                database.Prepare(
                    $"INSERT INTO dimension ({DimensionIdColumns}) "
                        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING"
                ),
                dimension
            )
            .Run();
        SqliteStatement select = Bind(
            database.Prepare(
                "SELECT id FROM dimension WHERE agent = ?1 AND provider = ?2 AND model = ?3 AND project = ?4 AND branch = ?5 AND "
                    + "sub_agent = ?6 AND machine = ?7 AND user = ?8 AND evidence = ?9 AND credit_unit = ?10"
            ),
            dimension
        );
        select.Step();
        id = (int)select.Int64(0);
        select.Reset();
        idOfDimension.Add(dimension, id);
        dimensionOfId[id] = dimension;
        return id;
    }

    public DimensionIds IdsOf(int dimension)
    {
        if (dimensionOfId.TryGetValue(dimension, out DimensionIds? ids))
            return ids;

        // One by one, many take several times as long.
        if (++missed == FewDimensions)
            ReadDimensions();
        if (dimensionOfId.TryGetValue(dimension, out ids))
            return ids;
        SqliteStatement select = database.Prepare($"SELECT {DimensionIdColumns} FROM dimension WHERE id = ?1").Bind(1, dimension);
        select.Step();
        ids = IdsAt(select, 0);
        select.Reset();
        dimensionOfId.Add(dimension, ids);
        return ids;
    }

    private void ReadDimensions()
    {
        using SqliteStatement select = database.PrepareFresh($"SELECT id, {DimensionIdColumns} FROM dimension");
        while (select.Step())
            dimensionOfId[(int)select.Int64(0)] = IdsAt(select, 1);
    }

    private static DimensionIds IdsAt(SqliteStatement select, int first)
    {
        int At(int column) => (int)select.Int64(first + column);
        return new DimensionIds(At(0), At(1), At(2), At(3), At(4), At(5), At(6), At(7), At(8), At(9));
    }

    public Dimension DimensionOf(int id)
    {
        if (namedDimensions.TryGetValue(id, out Dimension? known))
            return known;
        known = this.Named(IdsOf(id));
        namedDimensions.Add(id, known);
        return known;
    }

    /// <summary>The id of a session; if it is new, it is added with only its session id.</summary>
    public long IdOf(SessionRef session, int machine, int user)
    {
        if (idOfSession.TryGetValue(session.Key, out long id))
            return id;
        Span<byte> key = stackalloc byte[RecordKey.Size];
        session.Key.Write(key);
        database
            .Prepare("INSERT INTO session (key, agent, session_id, machine, user) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
            .Bind(1, key)
            .Bind(2, IdOf(session.Agent))
            .Bind(3, session.SessionId)
            .Bind(4, machine)
            .Bind(5, user)
            .Run();
        SqliteStatement select = database.Prepare("SELECT id FROM session WHERE key = ?1").Bind(1, key);
        select.Step();
        id = select.Int64(0);
        select.Reset();
        idOfSession.Add(session.Key, id);
        return id;
    }

    public SessionRef SessionOf(long id)
    {
        SqliteStatement select = database.Prepare("SELECT agent, session_id FROM session WHERE id = ?1").Bind(1, id);
        select.Step();
        (int agent, string session) = ((int)select.Int64(0), select.Text(1)!);
        select.Reset();
        return new SessionRef(NameOf(agent)!, session);
    }

    private static SqliteStatement Bind(SqliteStatement statement, DimensionIds d) =>
        statement
            .Bind(1, d.Agent)
            .Bind(2, d.Provider)
            .Bind(3, d.Model)
            .Bind(4, d.Project)
            .Bind(5, d.Branch)
            .Bind(6, d.SubAgent)
            .Bind(7, d.Machine)
            .Bind(8, d.User)
            .Bind(9, d.Evidence)
            .Bind(10, d.CreditUnit);
}
