using Rimuru.Core.Config;

namespace Rimuru.Core.Logging;

/// <summary>What is logged, and where.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsJson">JSON lines instead of text.</param>
/// <param name="MostBytes">The size at which a new file is begun.</param>
/// <param name="Kept">How many former files are kept.</param>
/// <param name="Levels">The level of each <see cref="LogArea"/>.</param>
internal sealed record LogSettings(string Path, bool IsJson, long MostBytes, int Kept, IReadOnlyList<LogLevel> Levels)
{
    public static LogSettings Of(RimuruConfig config, HostEnvironment environment) =>
        new(
            environment.ExpandOwn(config.LogFile),
            config.LogFormat == "json",
            (long)config.LogMaxSizeMb << 20,
            config.LogKeep,
            config.LogLevels
        );

    /// <summary>True if anything is logged.</summary>
    public bool IsOn => Levels.Any(level => level > LogLevel.Off);
}
