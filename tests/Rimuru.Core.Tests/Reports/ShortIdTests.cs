using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Session ids are shown as short as they are unique, and what is shown can be typed.</summary>
public sealed class ShortIdTests
{
    [Fact]
    public void Every_shown_id_leads_back_to_its_session() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, 20).SelectMany(length => Gen.Elements('a', 'B', '-', '7').ArrayOf(length)).ArrayOf(40)),
                given =>
                {
                    HashSet<string> ids = new(given.Select(letters => "01a1d3" + new string(letters)), StringComparer.OrdinalIgnoreCase);
                    ShortIds shortIds = new(() => ids),
                        few =
                            new(
                                () => throw new InvalidOperationException("All ids are read."),
                                (start, most) => [.. ids.Where(id => id.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Take(most)]
                            );
                    SessionNaming naming = new(() => ids);
                    foreach (string id in ids)
                    {
                        naming.IdOf(shortIds.Of(id)).ShouldBe(id);
                        few.Of(id).ShouldBe(shortIds.Of(id));
                        if (shortIds.Of(id).Length is > 8 and var length)
                            ids.Count(other => other.StartsWith(id[..(length - 1)], StringComparison.OrdinalIgnoreCase))
                                .ShouldBeGreaterThan(1);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("aaaa1111-x", "aaaa1111")]
    [InlineData("bbbbbbbb-1", "bbbbbbbb-1")]
    [InlineData("bbbbbbbb-22", "bbbbbbbb-2")]
    [InlineData("short", "short")]
    [InlineData("is not in the ledger", "is not in the ledger")]
    public void An_id_is_lengthened_until_no_other_begins_with_it(string id, string expected) =>
        new ShortIds(() => ["aaaa1111-x", "bbbbbbbb-1", "bbbbbbbb-22", "short"]).Of(id).ShouldBe(expected);

    [Theory]
    [InlineData("cccc", ErrorCodes.SessionNotFound)]
    [InlineData("bbbb", ErrorCodes.SessionAmbiguous)]
    [InlineData("bbb", ErrorCodes.SessionTooShort)]
    [InlineData("ccc", ErrorCodes.SessionTooShort)]
    public void What_does_not_name_one_session_is_one_of_three_errors(string name, string code) =>
        Should
            .Throw<RimuruException>(() => new SessionNaming(() => new HashSet<string> { "bbbbbbbb-1", "bbbbbbbb-2" }).IdOf(name))
            .Code.ShouldBe(code);
}
