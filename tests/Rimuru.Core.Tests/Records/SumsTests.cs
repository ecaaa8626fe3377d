using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Tests.Records;

public sealed class SumsTests
{
    [Fact]
    public void The_columns_of_the_stores_are_those_of_the_sums() =>
        RollupTables
            .Sums.Select(sum => sum.Name)
            .ShouldBe(
                Enum.GetNames<SumColumn>()
                    .Select(name => Regex.Replace(name, "(?<=.)([A-Z]|[0-9]+)", "_$1", RegexOptions.None, TimeSpan.FromSeconds(1)))
                    .Select(name => name.ToLowerInvariant())
            );

    [Fact]
    public void Every_sum_is_added_and_taken_away()
    {
        foreach (SumColumn column in Enum.GetValues<SumColumn>())
        {
            Sums sums = new() { [column] = 5 };
            sums.Add(new Sums { [column] = 7 });
            sums.ShouldBe(new Sums { [column] = 12 });
            sums.IsZero.ShouldBeFalse();
            sums.Add(new Sums { [column] = 12 }, -1);
            sums.IsZero.ShouldBeTrue();
        }
    }

    [Fact]
    public void What_is_more_than_a_ledger_can_store_is_an_error()
    {
        foreach (SumColumn column in Enum.GetValues<SumColumn>())
        {
            Sums sums = new() { [column] = long.MaxValue };
            Should.Throw<RimuruException>(() => sums.Add(new Sums { [column] = 1 })).Code.ShouldBe(ErrorCodes.CostTooLarge);
        }
    }

    [Fact]
    public void A_row_is_in_the_sums_of_its_kind()
    {
        TokenUsage tokens = new(1, 2, 3, 4, 5, 6);
        Sums priced = Sums.Of(1, tokens, 8, new NanoUsd(9), CostStatus.Included, 10, new NanoUsd(11)),
            unpriced = Sums.Of(2, tokens, 0, null, CostStatus.Unpriced, 0);
        (priced.Requests, priced.Tokens, priced.WebSearches, priced.CostNano, priced.PricedRows).ShouldBe(
            (1, tokens, 8, new NanoUsd(9), 1)
        );
        (priced.IncludedRequests, priced.CreditNano, priced.CacheSavingNano, priced.SavingRows).ShouldBe((1, 10, new NanoUsd(11), 1));
        (priced.UnpricedRequests, priced.UnpricedTokens).ShouldBe((0, 0));
        (unpriced.Requests, unpriced.Tokens, unpriced.UnpricedRequests, unpriced.UnpricedTokens).ShouldBe((2, tokens, 2, 15));
        (unpriced.PricedRows, unpriced.SavingRows, unpriced.Cost).ShouldBe((0, 0, null));
    }
}
