using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

public sealed class SessionNamesTests
{
    [Theory]
    [InlineData(new string[0], true)]
    [InlineData(new[] { "6F0A3C52" }, true)]
    [InlineData(new[] { "6f0a*" }, true)]
    [InlineData(new[] { "other", "??0a3c52" }, true)]
    [InlineData(new[] { "6f0a" }, false)]
    [InlineData(new[] { "other", "x*" }, false)]
    public void Ids_match_in_any_case_and_by_wildcards(string[] names, bool expected) =>
        new ReportFilter { SessionId = names }
            .MatchesSession("6f0a3c52")
            .ShouldBe(expected);

    [Fact]
    public void A_filter_made_from_another_has_its_own_names()
    {
        ReportFilter one = new() { SessionId = ["a"] };
        ReportFilter two = one with { SessionId = ["b"] };
        one.MatchesSession("a").ShouldBeTrue();
        two.MatchesSession("a").ShouldBeFalse();
        two.SessionId.ShouldBe(["b"]);
    }
}
