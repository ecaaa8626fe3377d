using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Ingest;

public sealed class RawJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"skip":[{"t":"br]ace } \" [ \\"},{"u":"\\\\\""}],"b":2}""")]
    [InlineData("""{"a":1,"skip":"plain","b":2}""")]
    [InlineData("""{"a":1,"skip":"ends in a backslash \\","b":2}""")]
    [InlineData("""{"a":1,"skip": -1.5e3 ,"b":2}""")]
    [InlineData("""{ "a" : 1 , "skip" : { } , "b" : 2 }""")]
    [InlineData("""{"a":1,"skip":null,"b":2}""")]
    [InlineData("""{"a":1,"skip":[[],[{}]],"b":2}""")]
    public void A_value_is_passed_over_whole_and_what_follows_is_read(string json)
    {
        byte[] line = Encoding.UTF8.GetBytes(json);
        List<string> read = [];
        LineJson reader = new(line);
        while (reader.Next())
        {
            if (reader.IsNamed("skip"u8))
                reader.SkipRaw();
            else if (reader.Is("a"u8) || reader.Is("b"u8))
                read.Add($"{reader.Name()}={reader.Value().GetInt32()}");
        }

        read.ShouldBe(["a=1", "b=2"]);
        reader.End();
    }

    [Theory]
    [InlineData("[1,")]
    [InlineData("\"no end")]
    [InlineData("\"ends in an escape\\")]
    [InlineData("{\"a\":\"}")]
    [InlineData("")]
    public void A_line_that_ends_inside_a_value_is_malformed(string json) =>
        Should.Throw<JsonException>(() => RawJson.EndOf(Encoding.UTF8.GetBytes(json), 0));
}
