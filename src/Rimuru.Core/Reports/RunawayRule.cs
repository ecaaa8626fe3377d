namespace Rimuru.Core.Reports;

/// <summary>Finds the sessions that run away among requests that are given in the order of time.</summary>
internal sealed class RunawayRule
{
    /// <summary>The time over which a rate is measured.</summary>
    public const long SpanMs = 15 * 60_000;

    /// <summary>How far an agent's past is looked at.</summary>
    public const long PastMs = 30L * 24 * 3_600_000;

    /// <summary>Less in one span is no news, however little the agent usually costs.</summary>
    public const long LeastNano = 1_000_000_000;

    /// <summary>How many requests of one size in a row are a loop.</summary>
    public const int LoopRequests = 20;

    private const int FarAbove = 3;

    /// <summary>Requests of a loop follow each other faster than those that keep a cache warm.</summary>
    private const long LongestGapMs = 2 * 60_000;

    private const long OutputSlack = 8;
    private const long PromptSlack = 32;
    private const int SlackPart = 10;

    private readonly Dictionary<string, UsualSpending> pasts = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Session, long Span), long?> usual = [];
    private readonly Dictionary<long, Rate> rates = [];
    private readonly Dictionary<(long Session, int Dimension), Run> runs = [];

    /// <summary>What was found so far, in the order in which it was detected.</summary>
    public List<RunawayStretch> Found { get; } = [];

    /// <summary>Notes a request of the past, in any order.</summary>
    public void Note(in RunawayRequest request)
    {
        if (request.CostNano <= 0)
            return;
        if (!pasts.TryGetValue(request.Agent, out UsualSpending? past))
            pasts.Add(request.Agent, past = new UsualSpending());
        past.Note(request.UnixMs / SpanMs, request.Session, request.CostNano);
    }

    /// <summary>Judges a request by those before it.</summary>
    public void Add(in RunawayRequest request)
    {
        Note(request);
        Burn(request);
        Loop(request);
    }

    private void Burn(in RunawayRequest request)
    {
        if (!rates.TryGetValue(request.Session, out Rate? rate))
            rates.Add(request.Session, rate = new Rate());
        rate.Add(request);
        if (rate.Nano < LeastNano || UsualOf(request) is not { } high || rate.Nano / FarAbove <= high)
            return;
        if (rate.Stretch is { } known && request.UnixMs - known.LastMs <= SpanMs)
        {
            known.Take(request);
        }
        else
        {
            rate.Stretch = known = new RunawayStretch(RunawayReason.BurnRate, rate.Recent.Peek().UnixMs, request.UnixMs);
            foreach (RunawayRequest one in rate.Recent)
                known.Take(one);
            Found.Add(known);
        }

        if (rate.Nano > known.HighestNano)
            (known.HighestNano, known.UsualNano) = (rate.Nano, high);
    }

    private long? UsualOf(in RunawayRequest request)
    {
        (long Session, long Span) key = (request.Session, request.UnixMs / SpanMs);
        if (!usual.TryGetValue(key, out long? known))
            usual.Add(key, known = pasts[request.Agent].Beside(key.Session, key.Span));
        return known;
    }

    private void Loop(in RunawayRequest request)
    {
        (long, int) key = (request.Session, request.Dimension);
        runs.TryGetValue(key, out Run? run);
        if (request.Requests != 1 || request.Prompt + request.Output == 0)
        {
            runs.Remove(key);
            return;
        }

        if (run?.Continues(request) != true)
            runs[key] = run = Run.Begin(request, run?.Last);
        run.Take(request);
        if (run.Stretch is { } known)
        {
            known.Take(request);
        }
        else if (run.Requests.Count == LoopRequests)
        {
            run.Stretch = known = new RunawayStretch(RunawayReason.Loop, run.Requests[0].UnixMs, request.UnixMs);
            run.Requests.ForEach(one => known.Take(one));
            Found.Add(known);
        }
    }

    private static bool IsLike(long one, long other, long slack) => Math.Abs(one - other) <= Math.Max(slack, Math.Abs(other) / SlackPart);

    /// <summary>What a session spent in the last span.</summary>
    private sealed class Rate
    {
        public Queue<RunawayRequest> Recent { get; } = new();

        public long Nano { get; private set; }

        public RunawayStretch? Stretch { get; set; }

        public void Add(in RunawayRequest request)
        {
            Recent.Enqueue(request);
            Nano += request.CostNano;
            while (Recent.Peek().UnixMs <= request.UnixMs - SpanMs)
                Nano -= Recent.Dequeue().CostNano;
        }
    }

    /// <summary>Requests in a row, each like the first.</summary>
    private sealed class Run
    {
        private long? growth;

        /// <summary>The first ones, at most as many as a loop needs.</summary>
        public List<RunawayRequest> Requests { get; } = [];

        public RunawayRequest Last { get; private set; }

        public RunawayStretch? Stretch { get; set; }

        /// <summary>A run that begins with the request before, if this one is like it.</summary>
        public static Run Begin(in RunawayRequest request, RunawayRequest? before)
        {
            Run run = new();
            if (before is not { } last)
                return run;
            run.Take(last);
            return run.Continues(request) ? run : new Run();
        }

        public bool Continues(in RunawayRequest request) =>
            Requests.Count == 0
            || (
                request.UnixMs - Last.UnixMs <= LongestGapMs
                && IsLike(request.Output, Requests[0].Output, OutputSlack)
                && (growth is not { } usual || IsLike(request.Prompt - Last.Prompt, usual, PromptSlack))
            );

        public void Take(in RunawayRequest request)
        {
            if (Requests.Count == 1)
                growth = request.Prompt - Last.Prompt;
            if (Requests.Count < LoopRequests)
                Requests.Add(request);
            Last = request;
        }
    }
}

/// <summary>A request as the rule sees it.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="UnixMs">Its time.</param>
/// <param name="Session">The session's row id.</param>
/// <param name="Dimension">The dimension's row id.</param>
/// <param name="Requests">How many requests it is; a loop is of single ones.</param>
/// <param name="Prompt">The tokens of its prompt, from a cache or not.</param>
/// <param name="Output">The tokens of its output.</param>
/// <param name="CostNano">Its cost in billionths of a dollar; 0 if it has none.</param>
/// <param name="IsPriced">True if it has a cost.</param>
internal readonly record struct RunawayRequest(
    string Agent,
    long UnixMs,
    long Session,
    int Dimension,
    long Requests,
    long Prompt,
    long Output,
    long CostNano,
    bool IsPriced
);

/// <summary>Requests of a session in which it ran away.</summary>
internal sealed class RunawayStretch(RunawayReason reason, long firstMs, long detectedMs)
{
    public RunawayReason Reason => reason;

    public long FirstMs => firstMs;

    public long DetectedMs => detectedMs;

    public long LastMs { get; private set; }

    public long Session { get; private set; }

    public int Dimension { get; private set; }

    public long Requests { get; private set; }

    public long Tokens { get; private set; }

    public long CostNano { get; private set; }

    public bool IsPriced { get; private set; }

    /// <summary>The most that was spent in one span.</summary>
    public long HighestNano { get; set; }

    /// <summary>What is usual in one span; null if the agent's past does not say.</summary>
    public long? UsualNano { get; set; }

    public void Take(in RunawayRequest request)
    {
        (Session, Dimension, LastMs) = (request.Session, request.Dimension, request.UnixMs);
        Requests += request.Requests;
        Tokens += request.Prompt + request.Output;
        CostNano += request.CostNano;
        IsPriced |= request.IsPriced;
    }
}
