using System.Diagnostics;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>Random damage to valid logs: never an exception, never the loss of a line that was not touched.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    [Fact]
    public void Damaged_Claude_Code_logs_lose_only_what_was_damaged()
    {
        Stopwatch time = Stopwatch.StartNew();
        for (int seed = 1; time.Elapsed < Budget; seed++)
        {
            using TestHome home = new();
            Random random = new(seed);
            List<string> untouched = [];
            for (int file = 0; file < 3; file++)
            {
                List<byte> bytes = [];
                for (int line = 0; line < 30; line++)
                {
                    string id = $"msg_01AbCdEfGhIjKl_{file}_{line}";
                    byte[] text = System.Text.Encoding.UTF8.GetBytes(Adapters.ClaudeCodeLines.Assistant(id));
                    if (random.Next(3) == 0)
                        text = Damage(text, random);
                    else
                        untouched.Add(id);
                    bytes.AddRange(text);
                    bytes.Add((byte)'\n');
                }

                home.WriteBytes($".claude/projects/-w/f{file}.jsonl", [.. bytes]);
            }

            List<UsageRecord> records = home.Records();
            HashSet<string> ids = [.. records.Select(r => r.Id)];
            foreach (string id in untouched)
                ids.ShouldContain(
                    Core.Records.RecordKey.Of(Core.Adapters.ClaudeCode.ClaudeCodeIdentity.Message, System.Text.Encoding.UTF8.GetBytes(id))
                        .ToString(),
                    $"seed {seed}"
                );
            LedgerAudit.Check(home.Database, seed);
        }
    }

    [Theory]
    [InlineData("Codex")]
    [InlineData("ClaudeCode")]
    public void Damaged_homes_never_throw_and_their_ledger_adds_up(string agent)
    {
        Stopwatch time = Stopwatch.StartNew();
        for (int seed = 1; time.Elapsed < Budget; seed++)
        {
            GeneratedHome generated = agent == "Codex" ? CodexHomes.Create(seed) : ClaudeHomes.Create(seed);
            using TestHome home = new();
            Random random = new(seed);
            foreach (GeneratedFile file in generated.Files)
                home.WriteBytes(file.Path, Damage(file.Bytes, random));
            home.Sync();
            foreach (GeneratedFile file in generated.Files)
                home.WriteBytes(file.Path, Damage(file.Bytes, random));
            home.Sync();
            LedgerAudit.Check(home.Database, seed);
        }
    }

    /// <summary>Without a line feed, so that one line stays one line.</summary>
    private static byte[] Damage(byte[] bytes, Random random)
    {
        List<byte> damaged = [.. bytes];
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            int at = random.Next(damaged.Count);
            if (damaged[at] == '\n')
                continue;
            byte value = (byte)random.Next(256);
            switch (random.Next(5))
            {
                case 0:
                    damaged[at] = value == '\n' ? (byte)0 : value;
                    break;
                case 1:
                    damaged.RemoveAt(at);
                    break;
                case 2:
                    damaged.Insert(at, (byte)"{}[]\",:\\0-"[random.Next(11) % 10]);
                    break;
                case 3:
                    damaged[at] ^= 0x80;
                    break;
                default:
                    damaged[at] = (byte)random.Next('0', '9' + 1);
                    break;
            }
        }

        return [.. damaged];
    }
}
