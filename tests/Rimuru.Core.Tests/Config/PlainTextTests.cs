using Rimuru.Core.Display;

namespace Rimuru.Core.Tests.Config;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("shop", "shop")]
    [InlineData("größe 日本 👩‍💻 café", "größe 日本 👩‍💻 café")]
    [InlineData("a\u001b]0;x\u0007b", "a\\u001b]0;x\\u0007b")]
    [InlineData("a\u009b31mb", "a\\u009b31mb")]
    [InlineData("a\nb\tc\r", "a\\u000ab\\u0009c\\u000d")]
    [InlineData("a\u202etxt.exe", "a\\u202etxt.exe")]
    [InlineData("a\u2028b\u2029c\u2066d\u200ee\ufefff", "a\\u2028b\\u2029c\\u2066d\\u200ee\\ufefff")]
    public void A_name_has_no_power(string text, string shown) => PlainText.Name(text).ShouldBe(shown);

    [Fact]
    public void Half_a_pair_and_unseen_letters_are_shown_as_their_codes()
    {
        PlainText.Name("a\ud800b").ShouldBe("a\\ud800b");
        PlainText.Name("a\udc00").ShouldBe("a\\udc00");
        PlainText.Name("a\U000E0041").ShouldBe("a\\udb40\\udc41");
    }

    [Fact]
    public void No_name_feigns_a_message() =>
        PlainText.Message("rimuru: a\nrimuru: all is well\n  there").ShouldBe("rimuru: a\n  rimuru: all is well\n  there");

    [Fact]
    public void Whatever_the_text_nothing_of_it_can_move_a_cursor()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string shown = PlainText.Name($"a{(char)c}b");
            shown.ShouldAllBe(x =>
                !char.IsControl(x)
                && !char.IsSurrogate(x)
                && (x < '\u2028' || x > '\u202E')
                && (x < '\u2066' || x > '\u2069')
                && x != '\u061C'
            );
        }
    }
}
