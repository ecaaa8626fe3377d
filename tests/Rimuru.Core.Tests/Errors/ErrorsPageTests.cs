using System.Reflection;
using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Tests.Errors;

/// <summary><c>docs/errors.md</c> lists the codes that the engine has, and no others.</summary>
public sealed partial class ErrorsPageTests
{
    private static readonly List<string[]> Rows = Documents.Table(Documents.Read("errors.md"), "code");

    [Fact]
    public void The_page_has_every_code_of_the_engine() => Codes().Except(Rows.Select(row => row[0])).ShouldBeEmpty();

    [Fact]
    public void The_page_has_no_other_code() => Rows.Select(row => row[0]).Except(Codes()).ShouldBeEmpty();

    [Fact]
    public void Every_code_has_one_row_in_order_with_a_meaning_and_an_advice()
    {
        Rows.Select(row => row[0])
            .ShouldBe(
                Rows.Select(row => row[0])
                    .Distinct()
                    .OrderBy(code => int.Parse(code.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))
            );
        Rows.ShouldAllBe(row => row.Length == 3 && row.All(cell => cell.EndsWith('.') || cell == row[0]));
    }

    [Fact]
    public void The_page_says_what_the_table_says() =>
        Rows.Select(row => string.Join(" | ", row))
            .ShouldBe(ErrorTable.All.Select(error => $"{error.Code} | {error.Meaning} | {error.Advice.For(Face.Documentation)}"));

    [Fact]
    public void No_code_has_two_meanings() => Codes().ShouldBeUnique();

    private static List<string> Codes() =>
        [
            .. typeof(ErrorCodes)
                .Assembly.GetTypes()
                .Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false })
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field is { IsLiteral: true, IsPrivate: false } && field.FieldType == typeof(string))
                .Select(field => (string)field.GetRawConstantValue()!)
                .Where(value => Code().IsMatch(value)),
        ];

    [GeneratedRegex(@"^E\d{4,5}\z")]
    private static partial Regex Code();
}
