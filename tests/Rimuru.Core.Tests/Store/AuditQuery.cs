using System.Globalization;
using Npgsql;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Tests.Store;

/// <summary>A look into a ledger's tables past the engine.</summary>
internal abstract class AuditQuery : IDisposable
{
    private const int Columns = 15;

    /// <summary>The column of the user.</summary>
    public abstract string User { get; }

    public static AuditQuery Of(string url) =>
        url.StartsWith("sqlite:", StringComparison.Ordinal) ? new OfFile(url["sqlite:".Length..]) : new OfServer(url);

    public abstract void CheckIntegrity();

    /// <summary>Fifteen numbers a row.</summary>
    public abstract List<string> Read(string sql);

    public abstract void Dispose();

    private sealed class OfFile(string path) : AuditQuery
    {
        private readonly SqliteDatabase database = SqliteDatabase.OpenReadOnly(path, isImmutable: false);

        public override string User => "user";

        public override void CheckIntegrity()
        {
            SqliteStatement integrity = database.Prepare("PRAGMA integrity_check");
            integrity.Step().ShouldBeTrue();
            integrity.Text(0).ShouldBe("ok");
            integrity.Reset();
        }

        public override List<string> Read(string sql)
        {
            List<string> lines = [];
            SqliteStatement select = database.Prepare(sql);
            while (select.Step())
                lines.Add(
                    string.Join(' ', Enumerable.Range(0, Columns).Select(i => select.Int64(i).ToString(CultureInfo.InvariantCulture)))
                );
            select.Reset();
            return lines;
        }

        public override void Dispose() => database.Dispose();
    }

    private sealed class OfServer(string url) : AuditQuery
    {
        private readonly NpgsqlConnection connection = PostgresCluster.Connect(url);

        public override string User => "login";

        public override void CheckIntegrity()
        {
            using NpgsqlCommand command = new("SELECT count(*) - count(DISTINCT key) FROM usage", connection);
            command.ExecuteScalar().ShouldBe(0L);
        }

        public override List<string> Read(string sql)
        {
            List<string> lines = [];
            using NpgsqlCommand command = new(sql, connection);
            using NpgsqlDataReader row = command.ExecuteReader();
            while (row.Read())
                lines.Add(
                    string.Join(
                        ' ',
                        Enumerable
                            .Range(0, Columns)
                            .Select(i =>
                                Convert.ToInt64(row.GetValue(i), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
                            )
                    )
                );
            return lines;
        }

        public override void Dispose() => connection.Dispose();
    }
}
