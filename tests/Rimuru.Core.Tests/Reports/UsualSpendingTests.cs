using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What is kept in order says what counting everything again would say.</summary>
public sealed class UsualSpendingTests
{
    private const long SpansBack = RunawayRule.PastMs / RunawayRule.SpanMs;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Is_the_dearest_hundredth_of_the_other_sessions_spans(int seed)
    {
        Random random = new(seed);
        UsualSpending usual = new();
        Dictionary<(long Span, long Session), long> all = [];
        int answers = 0;
        long span = 100_000;
        for (int i = 0; i < 200; i++)
            Note(span - random.NextInt64(2 * SpansBack));
        for (int i = 0; i < 600; i++)
        {
            Note(span);
            if (random.Next(3) == 0)
                span += random.Next(8) == 0 ? random.NextInt64(SpansBack) : random.Next(3);
            long session = random.Next(12);
            long? expected = Counted(session);
            usual.Beside(session, span).ShouldBe(expected);
            answers += expected is null ? 0 : 1;
        }

        answers.ShouldBeGreaterThan(50);

        void Note(long at)
        {
            (long Span, long Session) key = (at, random.Next(12));
            long nano = random.Next(1, 50);
            usual.Note(key.Span, key.Session, nano);
            all[key] = all.GetValueOrDefault(key) + nano;
        }

        long? Counted(long session)
        {
            long[] costs =
            [
                .. all.Where(one => one.Key.Session != session && one.Key.Span < span - 1 && one.Key.Span >= span - SpansBack)
                    .Select(one => one.Value)
                    .Order(),
            ];
            int sessions = all.Keys.Where(key => key.Span < span - 1).Select(key => key.Session).Distinct().Count();
            return costs.Length < 40 || sessions < 6 ? null : costs[(int)Math.Ceiling(costs.Length * 0.99) - 1];
        }
    }
}
