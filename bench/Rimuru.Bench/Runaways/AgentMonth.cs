using Rimuru.Core.Reports;

namespace Rimuru.Bench.Runaways;

/// <summary>
/// A month of one agent with the long tails of real use: models of very different prices, a context that grows and is compacted, and
/// sessions from a few requests to hundreds, several at a time.
/// </summary>
internal sealed class AgentMonth
{
    private const int Days = 30;
    private const int MinuteMs = 60_000;
    private const long Hour = 60L * MinuteMs;

    /// <summary>Input, output, cache read, in USD for a million tokens.</summary>
    private static readonly (double Input, double Output, double Read)[] Prices = [(5, 25, 0.5), (3, 15, 0.3), (1, 5, 0.1)];

    private readonly Random random;
    private readonly List<RunawayRequest> requests = [];

    public AgentMonth(int seed)
    {
        random = new Random(seed);
        double usual = 2 + (6 * random.NextDouble());
        for (int day = 0, session = 1; day < Days; day++)
        {
            for (int count = (int)LogNormal(usual, 0.5); count > 0; count--)
                Session(session++, (day * 24L + 8 + random.Next(12)) * Hour, (int)LogNormal(40, 1));
        }
    }

    public IReadOnlyList<RunawayRequest> Requests => requests;

    /// <summary>A session of a few minutes that calls one tool again and again, on the last day.</summary>
    public AgentMonth WithLoop()
    {
        const int Session = 1_000_000;
        long at = (Days - 1) * 24L * Hour,
            prompt = random.Next(15_000, 150_000),
            output = random.Next(60, 400),
            result = random.Next(50, 1500);
        for (int i = 0; i < 60; i++)
        {
            at += random.Next(4_000, 30_000);
            prompt += output + result + random.Next(-10, 11);
            Add(Session, at, 0, prompt, output + random.Next(-4, 5));
        }

        return this;
    }

    /// <summary>A session that starts many sub-agents at a time with the dearest model, on the last day.</summary>
    public AgentMonth WithBurn()
    {
        const int Session = 1_000_001;
        long start = (Days - 1) * 24L * Hour;
        for (int agent = 0; agent < 24; agent++)
        {
            long at = start + random.Next(MinuteMs);
            double prompt = 30_000;
            while (at < start + (20 * MinuteMs))
            {
                at += random.Next(4_000, 25_000);
                prompt = prompt > 160_000 ? 30_000 : prompt + LogNormal(1800, 1);
                Add(Session, at, agent * Prices.Length, (long)prompt, (long)LogNormal(500, 1));
            }
        }

        return this;
    }

    private void Session(int session, long start, int length)
    {
        int model = random.Next(Prices.Length);
        double prompt = LogNormal(18_000, 0.3);
        long at = start;
        for (int i = 0; i < length; i++)
        {
            // Mostly the next tool call; now and then a person reads and writes.
            at += (long)(random.Next(8) == 0 ? LogNormal(3 * MinuteMs, 1) : LogNormal(9_000, 0.8));
            prompt = prompt > 160_000 ? LogNormal(30_000, 0.3) : prompt + LogNormal(1500, 1.2);
            Add(session, at, model, (long)prompt, (long)LogNormal(250, 1.1));
        }
    }

    private void Add(long session, long at, int dimension, long prompt, long output)
    {
        (double input, double made, double read) = Prices[dimension % Prices.Length];
        double fresh = random.Next(12) == 0 ? prompt : prompt * 0.05;
        double cost = ((fresh * input * 1.25) + ((prompt - fresh) * read) + (output * made)) / 1e6;
        requests.Add(new RunawayRequest("ClaudeCode", at, session, dimension, 1, prompt, output, (long)(cost * 1e9), IsPriced: true));
    }

    private double LogNormal(double median, double spread)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return median * Math.Exp(spread * normal);
    }
}
