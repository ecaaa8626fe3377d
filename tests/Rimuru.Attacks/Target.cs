using System.Text.Json;

namespace Rimuru.Attacks;

/// <summary>What there is to attack, as the runner lays it out and writes it into the plugin's folder.</summary>
public sealed record Target
{
    /// <summary>A file outside whose text the plugin must not learn.</summary>
    public required string Secret { get; init; }

    /// <summary>A file outside that must stay as it is.</summary>
    public required string Precious { get; init; }

    /// <summary>A link outside.</summary>
    public required string Link { get; init; }

    /// <summary>The folder of another plugin.</summary>
    public required string Neighbour { get; init; }

    /// <summary>A path socket of the parent.</summary>
    public required string Socket { get; init; }

    /// <summary>An abstract socket of the parent.</summary>
    public required string Abstract { get; init; }

    /// <summary>The parent.</summary>
    public required int Parent { get; init; }

    /// <summary>A port that the plugin was given.</summary>
    public required int Port { get; init; }

    /// <summary>A port that it was not given.</summary>
    public required int OtherPort { get; init; }

    /// <summary>The file in the plugin's folder that has all this.</summary>
    public const string FileName = "target.json";

    public static Target Read(string folder) => JsonSerializer.Deserialize<Target>(File.ReadAllText(Path.Combine(folder, FileName)))!;
}
