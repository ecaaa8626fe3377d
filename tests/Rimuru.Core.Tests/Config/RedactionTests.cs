using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Config;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("postgres://u:p@db/x", "postgres://u:***@db/x")]
    [InlineData("postgres://u:p/a@b#c?d=e@db:5432/x?sslmode=require", "postgres://u:***@db:5432/x?sslmode=require")]
    [InlineData("postgres://u@db/x", "postgres://u@db/x")]
    [InlineData("postgres://db:5432/x?user=u&password=p;q&sslmode=require", "postgres://db:5432/x?user=u&password=***&sslmode=require")]
    [InlineData("postgres://db/x?sslpassword=p", "postgres://db/x?sslpassword=***")]
    [InlineData("Host=db;Password=p q&r;Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("Host=db;Pwd = 'p;q''r' ;Database=x", "Host=db;Pwd =***;Database=x")]
    [InlineData("Host=db;SSL Password=\"p;q\"", "Host=db;SSL Password=***")]
    [InlineData("Host=db;password='never closed;Database=x", "Host=db;password=***")]
    [InlineData("host=db password=p dbname=x", "host=***")]
    [InlineData("postgres://u@db/x?passwort=p", "postgres://u@db/x?passwort=***")]
    [InlineData("postgres://u@db/x?PASSWORD=p&sslmode=require", "postgres://u@db/x?PASSWORD=***&sslmode=require")]
    [InlineData("postgres://u@db/x?%70assword=p", "postgres://u@db/x?%70assword=***")]
    [InlineData("postgres://u@db/x?hunter2", "postgres://u@db/x?***")]
    [InlineData("postgres://u@db/x?password=p&q=r", "postgres://u@db/x?password=***&***=***")]
    [InlineData("postgres://u@db/x?host=u:p%40db", "postgres://u@db/x?host=***")]
    [InlineData("postgres://db/x?password=p@q", "postgres://db/x?***@q")]
    [InlineData("postgres://u%3Ap@db/x", "postgres://u%3A***@db/x")]
    [InlineData("postgres://u:p", "postgres://u:***")]
    [InlineData("postgres://u:p/x", "postgres://u:***")]
    [InlineData("postgres://db/u:p", "postgres://db/u:***")]
    [InlineData("postgres://u@db/x#p", "postgres://u@db/x#***")]
    [InlineData("postgres://[::1]:5432/x", "postgres://[::1]:5432/x")]
    [InlineData("postgres://a:1,b:2/x", "postgres://a:1,b:2/x")]
    [InlineData("postgres:u:p@db/x", "postgres:u:***@db/x")]
    [InlineData("postgres:/u:p@db/x", "postgres:/u:***@db/x")]
    [InlineData("u:p@db/x", "u:***@db/x")]
    [InlineData("Host=db;Passwort=p", "Host=db;Passwort=***")]
    [InlineData("/home/u/a=b.db", "/home/u/a=b.db")]
    [InlineData("Host=db;Password=a://b@c;Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("sqlite:///home/u/ledger.db", "sqlite:///home/u/ledger.db")]
    [InlineData("/home/u/ledger.db", "/home/u/ledger.db")]
    [InlineData("", "")]
    public void Passwords_are_hidden(string text, string shown) => Redaction.Redact(text).ShouldBe(shown);

    [Theory]
    [InlineData("jdbc:postgresql://h/db?user=u&password=S3CRET")]
    [InlineData("jdbc:postgresql://u:S3CRET@h/db?sslkey=/k")]
    [InlineData(" postgres://u:S3CRET@h/db")]
    [InlineData("\"postgres://u:S3CRET@h/db\"")]
    [InlineData("'postgres://h/db?password=S3CRET'")]
    [InlineData("postgres:h/db?user=u&password=S3CRET")]
    [InlineData("postgres:h/db?user=u&passwort=S3CRET")]
    [InlineData("u=a password=S3CRET")]
    [InlineData("dbname=a user=b password=S3CRET")]
    [InlineData("url=jdbc:postgresql://h/db?password=S3CRET")]
    [InlineData("postgres://u@h/db;password=S3CRET")]
    [InlineData("postgres://u@h/db&password=S3CRET")]
    [InlineData("postgres://u@h/db password=S3CRET")]
    [InlineData("postgres://u@h/db,password=S3CRET")]
    [InlineData("postgres://u@h/db%3Fpassword%3DS3CRET")]
    [InlineData("postgres://u@h,password=S3CRET")]
    [InlineData("postgres://u\uFF1AS3CRET@h/db")]
    [InlineData("postgres://u:S3CRET\uFF20h/db")]
    [InlineData("postgres://u@h/db\uFF1Fpassword=S3CRET")]
    [InlineData("postgres://u@h/db?port=1%26password%3DS3CRET")]
    [InlineData("postgres://u@h/db?application_name=x%26password%3DS3CRET")]
    [InlineData("postgres://u@h/db?application_name=u:S3CRET")]
    [InlineData("postgres://u@h/db?user=u:S3CRET")]
    [InlineData("postgres://u@h/db?options=-c%20x.password%3DS3CRET")]
    public void Nor_does_an_odd_way_to_write_a_database_show_one(string text) => Redaction.Redact(text).ShouldNotContain("S3CRET");

    [Fact]
    public void Whatever_the_password_is() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                password => Redaction.Redact($"postgres://user:{password.Get}@host/db") == "postgres://user:***@host/db"
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_quoted_password_may_hold_anything() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                password =>
                {
                    string quoted = password.Get.Replace("'", "''", StringComparison.Ordinal);
                    return Redaction.Redact($"Host=h;Password='{quoted}';Database=d") == "Host=h;Password=***;Database=d";
                }
            )
            .QuickCheckThrowOnFailure();
}
