namespace Rimuru.Core.Tests.Adapters;

public sealed class DamageTests
{
    private static readonly byte[][] Wounds =
    [
        [0],
        [0xFF],
        "\""u8.ToArray(),
        "{"u8.ToArray(),
        "]"u8.ToArray(),
        "\n"u8.ToArray(),
        "-1e999"u8.ToArray(),
        "null"u8.ToArray(),
        "\\ud800"u8.ToArray(),
        "[1]"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
    ];

    /// <summary>
    /// Bytes changed at random places of every log: never an exception, and at most three warnings a file (lines, numbers, the file
    /// itself).
    /// </summary>
    [Theory]
    [InlineData("copilot")]
    [InlineData("gemini")]
    [InlineData("gemini_old")]
    [InlineData("qwen")]
    [InlineData("pi")]
    [InlineData("cline")]
    public void Damage_is_a_warning_and_never_a_crash(string name)
    {
        string source = Path.Combine(SharedData.Require(), "corpus", name, "home");
        string[] files = Directory.GetFiles(source, "*", SearchOption.AllDirectories);
        Random random = new(name.Length * 7919);
        for (int round = 0; round < 12; round++)
        {
            using LogHome home = new();
            foreach (string file in files)
                home.WriteBytes(Path.GetRelativePath(source, file), Wounded(File.ReadAllBytes(file), random));
            home.Sync();
            home.Warnings.GroupBy(warning =>
                    files.FirstOrDefault(file => warning.Contains(Path.GetRelativePath(source, file), StringComparison.Ordinal))
                )
                .ShouldAllBe(group => group.Key != null && group.Count() <= 3);
            home.Sync();
        }
    }

    private static byte[] Wounded(byte[] bytes, Random random)
    {
        if (random.Next(5) == 0)
            return bytes[..random.Next(bytes.Length + 1)];
        for (int i = random.Next(6); i > 0 && bytes.Length > 100; i--)
        {
            byte[] wound = Wounds[random.Next(Wounds.Length)];
            int at = random.Next(bytes.Length - 40),
                length = random.Next(4);
            bytes = [.. bytes.AsSpan(0, at), .. wound, .. bytes.AsSpan(at + length)];
        }

        return bytes;
    }
}
