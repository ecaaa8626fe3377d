using Rimuru.Core.Views;

namespace Rimuru.Core.Tests.Views;

public sealed class ValueOrderTests
{
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Values_are_ordered_as_they_are_read(object? lesser, object? greater)
    {
        ValueOrder.Instance.Compare(lesser, greater).ShouldBeNegative();
        ValueOrder.Instance.Compare(greater, lesser).ShouldBePositive();
        ValueOrder.Instance.Compare(greater, greater).ShouldBe(0);
    }

    public static TheoryData<object?, object?> Pairs =>
        new()
        {
            { null, 0L },
            { null, "" },
            { 9L, 10L },
            { 9.5m, 10m },
            { 9L, 9.5m },
            { 9.5m, 10 },
            { "", 5m },
            { "alpha", "Beta" },
            { TimeSpan.FromSeconds(9), TimeSpan.FromMinutes(1) },
            { SessionStatus.Active, SessionStatus.Completed },
            { new[] { "a", "z" }, new[] { "B" } },
            { new[] { "a" }, new[] { "a", "b" } },
        };

    [Fact]
    public void Texts_that_differ_in_case_are_equal() => ValueOrder.Instance.Compare("Title", "title").ShouldBe(0);
}
