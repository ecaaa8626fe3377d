using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>The reader of lines tells what <see cref="Utf8JsonReader"/> tells, of whole and of damaged lines.</summary>
public sealed class LineJsonTests
{
    private const int LinesPerSeed = 4000;

    private static readonly string[] Texts =
    [
        "",
        "a",
        "usage",
        "input_tokens",
        "a text of more than sixteen characters",
        "\\\"",
        "\\\\",
        "\\n",
        "\\u0041",
        "\\ud83d\\ude00",
        "\\ud800",
        "日本",
        "é",
        "{",
        "]",
        ",",
        ":",
        "\\/",
        "\\b\\f\\r\\t",
    ];

    private static readonly string[] Scalars =
    [
        "0",
        "-0",
        "1",
        "12345678901234567",
        "123456789012345678901",
        "1.5",
        "-2e3",
        "4E+2",
        "0.25e-1",
        "true",
        "false",
        "null",
    ];

    private static readonly string[] Wounds =
    [
        "",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "0",
        "-",
        ".",
        "e",
        "x",
        " ",
        "\n",
        "\u0001",
        "\\u12",
        "nul",
        "{}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_line_is_read_as_by_the_reader_of_the_runtime(int seed)
    {
        Random random = new(seed);
        int damaged = 0;
        for (int i = 0; i < LinesPerSeed; i++)
        {
            byte[] line = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Object(random, 0) : Wounded(Object(random, 0), random));
            if (line.Length == 0 || line[0] != (byte)'{')
                continue;
            List<string>? expected = Expected(line);
            if (expected is null)
                damaged++;
            Told(line).ShouldBe(expected, Encoding.UTF8.GetString(line));
            IsWhole(line).ShouldBe(expected is not null, Encoding.UTF8.GetString(line));
        }

        damaged.ShouldBeInRange(LinesPerSeed / 8, LinesPerSeed / 2);
    }

    /// <summary>
    /// What is searched for before a line is read is found wherever it is a name or a text, and in few lines where it is none.
    /// </summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void What_a_line_tells_is_found_in_its_bytes(int seed)
    {
        Random random = new(seed);
        int told = 0,
            missing = 0;
        for (int i = 0; i < LinesPerSeed; i++)
        {
            byte[] line = Encoding.UTF8.GetBytes(Object(random, 0));
            bool tells = Expected(line)!.Exists(token => token is "name usage True" or "String usage False True");
            bool holds = RawJson.Holds(line, "\"usage\""u8);
            if (tells)
                holds.ShouldBeTrue(Encoding.UTF8.GetString(line));
            if (tells)
                told++;
            if (!holds)
                missing++;
        }

        told.ShouldBeGreaterThan(LinesPerSeed / 20);
        missing.ShouldBeGreaterThan(LinesPerSeed / 20);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Depth_has_an_end(int arrays, bool isAllowed)
    {
        byte[] line = Encoding.UTF8.GetBytes("{\"a\":" + new string('[', arrays) + new string(']', arrays) + "}");
        (Expected(line) is not null).ShouldBe(isAllowed);
        IsWhole(line).ShouldBe(isAllowed);
        (Told(line) is not null).ShouldBe(isAllowed);
    }

    /// <summary>Everything that a line tells, in order; null where it is no JSON.</summary>
    private static List<string>? Told(byte[] line)
    {
        List<string> told = [];
        try
        {
            LineJson reader = new(line);
            Walk(ref reader, told);
            reader.End();
            return told;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Walk(ref LineJson reader, List<string> told)
    {
        while (reader.Next())
        {
            told.Add("name " + NameOf(reader));
            reader.ReadValue();
            Value(ref reader, told);
        }

        told.Add("end");
    }

    private static void Value(ref LineJson reader, List<string> told)
    {
        JsonTokenType type = reader.TokenType;
        if (type is JsonTokenType.String or JsonTokenType.Number)
        {
            told.Add($"{type} {Encoding.UTF8.GetString(reader.ValueSpan)} {reader.ValueIsEscaped} {IsUsage(reader)}");
            if (reader.TryGetWhole(out long whole))
                reader.Value().GetInt64().ShouldBe(whole);
            return;
        }

        told.Add(type.ToString());
        if (reader.Enter())
            Walk(ref reader, told);
        else if (reader.EnterArray())
        {
            while (reader.NextItem())
                Value(ref reader, told);
            told.Add("end");
        }
    }

    private static string NameOf(LineJson reader)
    {
        try
        {
            return $"{reader.Name()} {reader.IsNamed("usage"u8)}";
        }
        catch (InvalidOperationException)
        {
            return "none";
        }
    }

    /// <summary>Whether a line is JSON where nothing in it is asked for.</summary>
    private static bool IsWhole(byte[] line)
    {
        try
        {
            LineJson reader = new(line);
            while (reader.Next()) { }

            reader.End();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<string>? Expected(byte[] line)
    {
        List<string> told = [];
        try
        {
            Utf8JsonReader reader = new(line, Json.Options);
            reader.Read();
            while (reader.Read())
            {
                JsonTokenType type = reader.TokenType;
                told.Add(
                    type switch
                    {
                        JsonTokenType.PropertyName => "name " + NameOf(ref reader),
                        JsonTokenType.EndObject or JsonTokenType.EndArray => "end",
                        JsonTokenType.String =>
                            $"{type} {Encoding.UTF8.GetString(reader.ValueSpan)} {reader.ValueIsEscaped} {IsUsage(ref reader)}",
                        JsonTokenType.Number => $"{type} {Encoding.UTF8.GetString(reader.ValueSpan)} False False",
                        _ => type.ToString(),
                    }
                );
            }

            return told;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return $"{reader.GetString()} {IsUsage(ref reader)}";
        }
        catch (InvalidOperationException)
        {
            return "none";
        }
    }

    /// <summary>False for a text that no encoding has.</summary>
    private static bool IsUsage(LineJson reader)
    {
        try
        {
            return reader.ValueIs("usage"u8);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsUsage(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("usage"u8);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Object(Random random, int depth)
    {
        IEnumerable<string> properties = Enumerable
            .Range(0, random.Next(5))
            .Select(_ => $"\"{Text(random)}\"{Blank(random)}:{Blank(random)}{Any(random, depth)}{Blank(random)}");
        return "{" + Blank(random) + string.Join("," + Blank(random), properties) + "}";
    }

    private static string Any(Random random, int depth) =>
        random.Next(depth > 3 ? 2 : 4) switch
        {
            0 => $"\"{Text(random)}\"",
            1 => Scalars[random.Next(Scalars.Length)],
            2 => Object(random, depth + 1),
            _ => "[" + string.Join("," + Blank(random), Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth + 1))) + "]",
        };

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Texts[random.Next(Texts.Length)]));

    private static string Blank(Random random) => random.Next(6) == 0 ? " \t"[..random.Next(1, 3)] : "";

    private static string Wounded(string line, Random random)
    {
        int at = random.Next(line.Length),
            length = random.Next(3);
        return line[..at] + Wounds[random.Next(Wounds.Length)] + line[Math.Min(line.Length, at + length)..];
    }
}
