using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// Maps names, dimensions and sessions to ids and back. Cached while the ledger is open; those that will be used are fetched together.
/// </summary>
/// <param name="connect">Runs a query for what is not cached.</param>
internal sealed class PostgresNames(Func<Func<PostgresConnection, int>, int> connect) : ILedgerNames
{
    private const string Columns = "agent, provider, model, project, branch, sub_agent, machine, login, evidence, credit_unit";

    private readonly Dictionary<string, int> idOfName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> nameOfId = [];
    private readonly Dictionary<DimensionIds, int> idOfDimension = [];
    private readonly Dictionary<int, DimensionIds> dimensionOfId = [];
    private readonly Dictionary<int, Dimension> namedDimensions = [];
    private readonly KeyTable idOfSession = new();

    public int IdOf(string? name)
    {
        if (name is null)
            return 0;
        if (!idOfName.TryGetValue(name, out int id))
            Prefetch([name]);
        return id != 0 ? id : idOfName[name];
    }

    /// <summary>Fetches the ids of names together, and adds those that are new.</summary>
    public void Prefetch(IEnumerable<string?> names)
    {
        List<(string Name, Guid Key)> missing = [];
        foreach (string? name in names)
        {
            if (name is null || !idOfName.TryAdd(name, 0))
                continue;
            missing.Add((name, KeyOf(name)));
        }

        if (missing.Count == 0)
            return;
        Dictionary<Guid, int> found = [];
        connect(connection =>
        {
            List<(string Name, Guid Key)> distinct = [.. missing.DistinctBy(name => name.Key)];
            foreach (
                (Guid key, int id) in connection.Read(
                    """
                    WITH given AS (SELECT * FROM unnest($1, $2) AS g (key, text)),
                         added AS (INSERT INTO name (key, text) SELECT key, text FROM given WHERE NOT EXISTS (SELECT 1 FROM name n
                             WHERE n.key = given.key) ORDER BY text RETURNING key, id)
                    SELECT key, id FROM added UNION ALL SELECT n.key, n.id FROM name n JOIN given USING (key)
                    """,
                    row => (row.GetGuid(0), row.GetInt32(1)),
                    PostgresValue.Each(distinct, name => name.Key),
                    PostgresValue.Texts(distinct, name => name.Name)
                )
            )
                found.Add(key, id);
            return 0;
        });
        foreach ((string name, Guid key) in missing)
            idOfName[name] = found[key];
    }

    /// <summary>The id of a name in the database; null if it is not there. Writes nothing.</summary>
    public int? Find(string name)
    {
        if (idOfName.TryGetValue(name, out int id))
            return id;
        id = connect(connection => (int?)connection.Scalar("SELECT id FROM name WHERE key = $1", PostgresValue.Of(KeyOf(name))) ?? 0);
        if (id == 0)
            return null;
        idOfName.Add(name, id);
        return id;
    }

    public string? NameOf(int id)
    {
        if (id == 0)
            return null;
        if (!nameOfId.ContainsKey(id))
            ReadNames([id]);
        return nameOfId.GetValueOrDefault(id);
    }

    public int IdOf(DimensionIds dimension)
    {
        if (!idOfDimension.TryGetValue(dimension, out int id))
            Prefetch([dimension]);
        return id != 0 ? id : idOfDimension[dimension];
    }

    /// <summary>Fetches the ids of dimensions together, and adds those that are new.</summary>
    public void Prefetch(IEnumerable<DimensionIds> dimensions)
    {
        List<DimensionIds> missing = [.. dimensions.Where(dimension => !idOfDimension.ContainsKey(dimension)).Distinct()];
        if (missing.Count == 0)
            return;
        connect(connection =>
        {
            foreach (
                (int id, DimensionIds ids) in connection.Read(
                    $"""
                    WITH given AS (SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS g ({Columns})),
                         added AS (INSERT INTO dimension ({Columns}) SELECT {Columns} FROM given ON CONFLICT DO NOTHING
                             RETURNING id, {Columns})
                    SELECT id, {Columns} FROM added UNION ALL SELECT d.id, {Columns} FROM dimension d JOIN given USING ({Columns})
                    """,
                    row => (row.GetInt32(0), IdsAt(row)),
                    PostgresValue.Each(missing, d => d.Agent),
                    PostgresValue.Each(missing, d => d.Provider),
                    PostgresValue.Each(missing, d => d.Model),
                    PostgresValue.Each(missing, d => d.Project),
                    PostgresValue.Each(missing, d => d.Branch),
                    PostgresValue.Each(missing, d => d.SubAgent),
                    PostgresValue.Each(missing, d => d.Machine),
                    PostgresValue.Each(missing, d => d.User),
                    PostgresValue.Each(missing, d => d.Evidence),
                    PostgresValue.Each(missing, d => d.CreditUnit)
                )
            )
            {
                idOfDimension[ids] = id;
                dimensionOfId[id] = ids;
            }

            return 0;
        });
    }

    public DimensionIds IdsOf(int dimension)
    {
        if (!dimensionOfId.ContainsKey(dimension))
            Read([dimension]);
        return dimensionOfId[dimension];
    }

    public Dimension DimensionOf(int id)
    {
        if (namedDimensions.TryGetValue(id, out Dimension? known))
            return known;
        known = this.Named(IdsOf(id));
        namedDimensions.Add(id, known);
        return known;
    }

    /// <summary>Fetches dimensions together, with their names.</summary>
    public void Read(IEnumerable<int> dimensions)
    {
        List<int> missing = [.. dimensions.Where(id => !dimensionOfId.ContainsKey(id)).Distinct()];
        if (missing.Count == 0)
            return;
        HashSet<int> names = [];
        connect(connection =>
        {
            foreach (
                (int id, DimensionIds ids) in connection.Read(
                    $"SELECT id, {Columns} FROM dimension WHERE id = ANY ($1)",
                    row => (row.GetInt32(0), IdsAt(row)),
                    PostgresValue.Each(missing, id => id)
                )
            )
            {
                dimensionOfId[id] = ids;
                names.UnionWith([
                    ids.Agent,
                    ids.Provider,
                    ids.Model,
                    ids.Project,
                    ids.Branch,
                    ids.SubAgent,
                    ids.Machine,
                    ids.User,
                    ids.CreditUnit,
                ]);
            }

            return 0;
        });
        ReadNames([.. names]);
    }

    public long IdOf(SessionRef session, int machine, int user)
    {
        if (!idOfSession.TryGetValue(session.Key, out long id))
        {
            Prefetch([(session, machine, user)]);
            idOfSession.TryGetValue(session.Key, out id);
        }

        return id;
    }

    public SessionRef SessionOf(long id)
    {
        (int agent, string session) = (0, "");
        connect(connection =>
        {
            (agent, session) = connection
                .Read(
                    "SELECT agent, session_id FROM session WHERE id = $1",
                    row => (row.GetInt32(0), row.GetString(1)),
                    PostgresValue.Of(id)
                )
                .Single();
            return 0;
        });
        return new SessionRef(NameOf(agent)!, session);
    }

    /// <summary>Fetches the ids of sessions together, and adds those that are new.</summary>
    public void Prefetch(IEnumerable<(SessionRef Session, int Machine, int User)> sessions)
    {
        List<(SessionRef Session, int Machine, int User)> missing =
        [
            .. sessions.Where(session => !idOfSession.TryGetValue(session.Session.Key, out _)).DistinctBy(session => session.Session.Key),
        ];
        if (missing.Count == 0)
            return;
        Prefetch(missing.Select(session => session.Session.Agent));
        connect(connection =>
        {
            foreach (
                (Guid key, long id) in connection.Read(
                    """
                    WITH given AS (SELECT * FROM unnest($1, $2, $3, $4, $5) AS g (key, agent, session_id, machine, login)),
                         added AS (INSERT INTO session (key, agent, session_id, machine, login)
                                   SELECT * FROM given WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.key = given.key) RETURNING key, id)
                    SELECT key, id FROM added UNION ALL SELECT s.key, s.id FROM session s JOIN given USING (key)
                    """,
                    row => (row.GetGuid(0), row.GetInt64(1)),
                    PostgresValue.Each(missing, s => PostgresValue.Id(s.Session.Key)),
                    PostgresValue.Each(missing, s => idOfName[s.Session.Agent]),
                    PostgresValue.Texts(missing, s => s.Session.SessionId),
                    PostgresValue.Each(missing, s => s.Machine),
                    PostgresValue.Each(missing, s => s.User)
                )
            )
                idOfSession.Add(PostgresValue.Key(key), id);
            return 0;
        });
    }

    private void ReadNames(IReadOnlyList<int> ids)
    {
        List<int> missing = [.. ids.Where(id => id != 0 && !nameOfId.ContainsKey(id))];
        if (missing.Count == 0)
            return;
        connect(connection =>
        {
            foreach (
                (int id, string text) in connection.Read(
                    "SELECT id, text FROM name WHERE id = ANY ($1)",
                    row => (row.GetInt32(0), row.GetString(1)),
                    PostgresValue.Each(missing, id => id)
                )
            )
                nameOfId[id] = text;
            return 0;
        });
    }

    private static Guid KeyOf(string name) => PostgresValue.Id(RecordKey.Of(KeySpace.Name, PostgresValue.Text(name)!));

    private static DimensionIds IdsAt(NpgsqlDataReader row) =>
        new(
            row.GetInt32(1),
            row.GetInt32(2),
            row.GetInt32(3),
            row.GetInt32(4),
            row.GetInt32(5),
            row.GetInt32(6),
            row.GetInt32(7),
            row.GetInt32(8),
            row.GetInt32(9),
            row.GetInt32(10)
        );
}
