namespace Rimuru.Core.Tests.SharedCorpus;

/// <summary>The shared corpora: what real agents logged more than once is suppressed to the token.</summary>
public sealed class SharedDuplicateTests
{
    [Fact]
    public void In_every_corpus_raw_is_kept_and_suppressed()
    {
        foreach (
            string corpus in Directory.EnumerateDirectories(Path.Combine(SharedAgents.Require(), "corpus")).Order(StringComparer.Ordinal)
        )
        {
            string source = Path.Combine(corpus, "home");
            if (!Directory.Exists(source))
                continue;
            using TestHome home = new();
            foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
                home.WriteBytes(Path.GetRelativePath(source, file), File.ReadAllBytes(file));
            home.Sync();
            DuplicateLaw.Check(home);
        }
    }
}
