using System.Text;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Tests.Ingest;

public sealed class KnownFilesTests
{
    private readonly KnownFiles files = new();

    [Fact]
    public void Every_file_is_found_by_its_own_path_and_no_other()
    {
        for (int i = 0; i < 1000; i++)
            files.Add(Encoding.UTF8.GetBytes($"/home/ü/{i}.jsonl"), "Agent", i, 2 * i, 3);
        files.Count.ShouldBe(1000);
        for (int i = 0; i < 1000; i++)
        {
            int at = files.Find($"/home/ü/{i}.jsonl");
            at.ShouldBe(i);
            files.IsSame(at, "Agent", i, 2 * i, 3).ShouldBeTrue();
        }

        files.Find("/home/ü/1000.jsonl").ShouldBe(-1);
        files.Find("").ShouldBe(-1);
        files.Find(new string('x', 5000)).ShouldBe(-1);
    }

    [Fact]
    public void A_file_is_the_same_only_where_all_of_it_is()
    {
        files.Add("/a"u8, "Agent", 1, 2, 3);
        files.AgentOf(0).ShouldBe("Agent");
        files.IsSame(0, "Agent", 1, 2, 3).ShouldBeTrue();
        files.IsSame(0, "Other", 1, 2, 3).ShouldBeFalse();
        files.IsSame(0, "Agent", 0, 2, 3).ShouldBeFalse();
        files.IsSame(0, "Agent", 1, 0, 3).ShouldBeFalse();
        files.IsSame(0, "Agent", 1, 2, 0).ShouldBeFalse();
    }
}
