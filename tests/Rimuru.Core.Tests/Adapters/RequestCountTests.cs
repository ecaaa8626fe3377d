using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>A sum that stands for a long session has all of its requests.</summary>
public sealed class RequestCountTests
{
    [Theory]
    [InlineData(TestStore.Sqlite, 256, 256)]
    [InlineData(TestStore.Sqlite, 4711, 4711)]
    [InlineData(TestStore.Sqlite, 40_000, short.MaxValue)]
    [InlineData(TestStore.Postgres, 4711, 4711)]
    [InlineData(TestStore.Postgres, 40_000, short.MaxValue)]
    public void Requests_of_a_sum_are_counted(TestStore store, int steps, long expected)
    {
        TestStores.Require(store);
        using TestHome home = new(store);
        home.Write(
            ".letta/sessions.jsonl",
            "{\"session_id\":\"s\",\"timestamp\":1782000000000,\"model\":\"gpt-5.5\",\"provider\":\"openai\",\"exit_reason\":\"exit\","
                + $"\"usage\":{{\"prompt_tokens\":900,\"completion_tokens\":90,\"total_tokens\":990,\"steps\":{steps}}}}}\n"
        );
        home.Sync();
        home.Costs(new CostQuery { By = [CostGrouping.Model] }).ShouldHaveSingleItem().Requests.ShouldBe(expected);
    }
}
