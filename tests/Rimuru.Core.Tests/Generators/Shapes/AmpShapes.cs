using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Amp: threads that messages tell, a ledger, or both; ledgers that begin midway, events that name no message, older copies of a
/// thread in another folder, messages and events without time or model.
/// </summary>
internal static class AmpShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 6, 2, 11, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Amp", seed);
        Random random = new((seed * 2741) + 13);
        string root = ".local/share/amp";
        switch (random.Next(4))
        {
            case 0:
                home.Is("moved by AMP_DATA_DIR");
                home.Variables["AMP_DATA_DIR"] = root = "moved";
                break;
            case 1:
                home.Is("moved by XDG_DATA_HOME");
                home.Variables["XDG_DATA_HOME"] = "data";
                root = "data/amp";
                break;
        }

        for (int i = random.Next(1, 5); i > 0; i--)
        {
            AmpShapedThread thread = new(home, random, Epoch.AddMinutes(random.Next(9000)));
            thread.Work(random.Next(1, 4));
            if (home.Is("older copy", random.Next(3) == 0))
                thread.WriteTo($"{root}/threads/backup");
            thread.Work(random.Next(3));
            thread.WriteTo($"{root}/threads");
        }

        return home;
    }
}

/// <summary>Writes one thread in the shapes that it draws for itself.</summary>
internal sealed class AmpShapedThread
{
    private static readonly string[] Models = ["claude-opus-4-5", "gpt-5.5", "house-model"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string? project;
    private readonly bool hasLedger;
    private readonly bool hasCounts;
    private readonly bool isLinked;
    private readonly bool leavesOutTimes;
    private readonly bool leavesOutModels;
    private readonly DateTimeOffset created;
    private readonly int ledgerBegins;
    private readonly JsonArray messages = [];
    private readonly JsonArray events = [];
    private DateTimeOffset clock;
    private DateTimeOffset lastMessage;
    private DateTimeOffset lastEvent;

    public AmpShapedThread(ShapedHome home, Random random, DateTimeOffset start)
    {
        (this.home, this.random, created, clock) = (home, random, start, start);
        lastMessage = lastEvent = start;
        id = "T-" + random.Id();
        project = home.Is("thread without a folder", random.Next(4) == 0) ? null : $"shop-{random.Next(3)}";
        hasLedger = home.Is("ledger", random.Next(3) > 0);
        hasCounts = !hasLedger || random.Next(3) > 0;
        home.Is("messages and ledger", hasLedger && hasCounts);
        ledgerBegins = home.Is("ledger that begins midway", hasLedger && hasCounts && random.Next(3) == 0) ? random.Next(1, 6) : 0;
        isLinked = !home.Is("events that name no message", hasLedger && random.Next(3) == 0);
        leavesOutTimes = home.Is("no times", random.Next(4) == 0);
        leavesOutModels = home.Is("no models", random.Next(4) == 0);
    }

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            lastMessage = clock = clock.AddSeconds(random.Next(1, 900));
            messages.Add(Draw.Json(("role", "user"), ("meta", Draw.Json(("sentAt", clock.ToUnixTimeMilliseconds())))));
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond();
        }
    }

    public void WriteTo(string folder)
    {
        JsonObject document = Draw.Json(
            ("id", id),
            ("created", created.ToUnixTimeMilliseconds()),
            (
                "env",
                project is null
                    ? null
                    : Draw.Json(("initial", Draw.Json(("trees", new JsonArray(Draw.Json(("uri", $"file:///home/dev/{project}")))))))
            ),
            ("messages", messages.DeepClone())
        );
        if (events.Count > 0)
            document["usageLedger"] = Draw.Json(("events", events.DeepClone()));
        home.Add($"{folder}/{id}.json", document.ToJsonString());
    }

    private void Respond()
    {
        TokenUsage used = random.Tokens(hasReasoning: false);
        int number = messages.Count;
        bool isInLedger = hasLedger && number >= ledgerBegins,
            isTold = hasCounts || !isInLedger,
            hasTime = isTold && (!leavesOutTimes || random.Coin()),
            isHeld = home.Is("cached tokens in the input", used.CacheRead + used.CacheWrite5m > 0 && random.Next(4) == 0);
        string? model = leavesOutModels && random.Coin() ? null : random.Of<string>(Models);
        if (hasTime)
            lastMessage = clock = clock.AddSeconds(random.Next(1, 90));
        long prompt = used.Input + used.CacheRead + used.CacheWrite5m;
        messages.Add(
            Draw.Json(
                ("role", "assistant"),
                ("messageId", number),
                (
                    "usage",
                    isTold
                        ? Draw.Json(
                            ("model", model),
                            ("inputTokens", isHeld ? prompt : used.Input),
                            ("outputTokens", used.Output),
                            ("cacheReadInputTokens", used.CacheRead),
                            ("cacheCreationInputTokens", used.CacheWrite5m),
                            ("totalInputTokens", isHeld || random.Coin() ? prompt : null),
                            ("timestamp", hasTime ? clock.Iso() : null)
                        )
                        : null
                )
            )
        );
        if (!isInLedger)
        {
            Bill(model, used, lastMessage);
            return;
        }

        // What a thread's title took, no message tells.
        if (home.Is("event of no message", random.Next(4) == 0))
            Tell(new TokenUsage(random.Next(900), 0, 0, 0, random.Next(1, 90), 0), "claude-haiku-4-5", null, isTold: false);
        Tell(used, model, number, isTold);
    }

    private void Tell(TokenUsage used, string? model, int? message, bool isTold)
    {
        bool isNamed = isTold && isLinked,
            ownsTime = !leavesOutTimes || random.Coin(),
            ownsCache = !isTold || random.Coin(),
            ownsModel = model is not null && (!isTold || random.Coin());
        if (ownsTime)
            clock = clock.AddMilliseconds(random.Next(1, 900));
        events.Add(
            Draw.Json(
                ("id", random.Id()),
                ("timestamp", ownsTime ? clock.Iso() : null),
                ("model", ownsModel ? model : null),
                ("toMessageId", isNamed ? message : null),
                (
                    "tokens",
                    Draw.Json(
                        ("input", used.Input),
                        ("output", used.Output),
                        ("cacheReadInputTokens", ownsCache ? used.CacheRead : null),
                        ("cacheCreationInputTokens", ownsCache ? used.CacheWrite5m : null)
                    )
                )
            )
        );
        if (ownsTime)
            lastEvent = clock;
        else if (isTold)
            lastEvent = lastMessage;
        Bill(model, used, lastEvent);
    }

    private void Bill(string? model, TokenUsage used, DateTimeOffset at) =>
        home.Requests.Add(new TrueRequest(id, model, at, used) { Project = project });
}
