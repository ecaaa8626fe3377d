using System.Text;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>What is searched for many bytes at once is found at every place of a line, and nothing else is.</summary>
public sealed class SearchedBytesTests
{
    private const int Longest = 200;

    private static readonly byte[] Usage = "\"usage\""u8.ToArray();

    [Fact]
    public void A_name_is_found_at_every_place()
    {
        for (int length = Usage.Length; length < Longest; length++)
        {
            for (int at = 0; at <= length - Usage.Length; at++)
                RawJson.Holds(Line(length, at, Usage), Usage).ShouldBeTrue($"{at} of {length}");
        }
    }

    [Fact]
    public void What_only_resembles_a_name_is_none()
    {
        foreach (string other in new[] { "\"usagE\"", "usage\"", "\\\"usage\\\"", "\"us\"ge\"" })
        {
            for (int length = other.Length; length < Longest; length++)
            {
                for (int at = 0; at <= length - other.Length; at++)
                    RawJson.Holds(Line(length, at, Encoding.UTF8.GetBytes(other)), Usage).ShouldBeFalse($"{other} at {at} of {length}");
            }
        }
    }

    [Fact]
    public void The_end_of_a_text_is_found_at_every_place()
    {
        foreach (string before in new[] { "", "\\\\", "\\\"", "x\\\\\\\"" })
        {
            for (int length = before.Length; length < Longest; length++)
            {
                string text = "\"" + new string('a', length - before.Length) + before + "\"";
                byte[] json = Encoding.UTF8.GetBytes(text + ",\"\"\"\"");
                RawJson.EndOf(json, 0).ShouldBe(text.Length, text);
            }
        }
    }

    /// <summary>Each of these inside a line means that another object may begin there.</summary>
    [Theory]
    [InlineData("{\"type\":1,\"a\":\"", "}{\"b\":1}", true)]
    [InlineData("{\"type\":1,\"a\":\"", "{\"type\":2}", true)]
    [InlineData("{\"type\":1,\"a\":\"", "\0", true)]
    [InlineData("{\"type\":1,\"a\":\"", "{\\\"type\\\":2}", false)]
    [InlineData("{\"type\":1,\"a\":\"", "} {", false)]
    public void A_second_object_is_suspected_wherever_it_begins(string start, string sign, bool isSuspected)
    {
        for (int length = sign.Length; length < Longest; length++)
        {
            for (int at = 0; at <= length - sign.Length; at++)
            {
                // Torn in the middle, so that the check cannot end with the end of the object.
                byte[] line = [.. Encoding.UTF8.GetBytes(start), .. Line(length, at, Encoding.UTF8.GetBytes(sign)), .. "}"u8];
                GluedObjects.MayBe(line).ShouldBe(isSuspected, $"{at} of {length}");
            }
        }
    }

    private static byte[] Line(int length, int at, ReadOnlySpan<byte> sign)
    {
        byte[] line = new byte[length];
        line.AsSpan().Fill((byte)'a');
        sign.CopyTo(line.AsSpan(at));
        return line;
    }
}
