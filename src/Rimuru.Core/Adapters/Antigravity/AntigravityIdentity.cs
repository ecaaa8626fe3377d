using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>The keys of Antigravity's calls.</summary>
internal static class AntigravityIdentity
{
    public const string Agent = "Antigravity";

    /// <summary>The id of the response in a message of usage.</summary>
    public const int ResponseId = 11;

    /// <summary>The response's id, the provider's for the message, and Antigravity's own.</summary>
    private static readonly int[] Ids = [ResponseId, 12, 7];

    /// <summary>A call of a model.</summary>
    public static KeySpace Call { get; } = new(Agent, "call");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Call];

    /// <summary>The id of the response, which a copy of the conversation keeps; a short id is one only inside its conversation.</summary>
    public static RecordKey OfCall(string conversation, string? response, long row) =>
        ResponseIds.Identity(response) is { } id ? OfResponse(id) : RecordKey.Of(Call, $"{conversation}\n{response}\n{row}");

    /// <summary>A response with an id that is one everywhere.</summary>
    public static RecordKey OfResponse(string id) => RecordKey.Of(Call, id);

    /// <summary>A call that only its step tells, without an id.</summary>
    public static RecordKey OfStep(string conversation, long step) => RecordKey.Of(Call, $"{conversation}\nstep\n{step}");

    /// <summary>The ids of a response that are one everywhere, the surest first.</summary>
    public static List<string> IdsOf(ProtoMessage usage, NameTable names)
    {
        List<string> ids = [];
        foreach (int field in Ids)
        {
            if (ResponseIds.Identity(names.Get(usage.Bytes(field))) is { } id)
                ids.Add(id);
        }

        return ids;
    }
}
