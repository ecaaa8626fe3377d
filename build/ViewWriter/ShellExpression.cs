using System.Globalization;
using Rimuru.Core.Views;

namespace ViewWriter;

/// <summary>
/// A value as PowerShell writes it, in a script that a constrained session may run: it has no static methods, and methods of text, numbers
/// and times only. They are the rules of <see cref="CellText"/>.
/// </summary>
internal static class ShellExpression
{
    private const string Invariant = "[cultureinfo]::InvariantCulture";

    /// <summary>
    /// What has power over a terminal. It is the rule of <see cref="Rimuru.Core.Display.PlainText"/>, in the words of a regular expression.
    /// </summary>
    public const string Powers =
        @"[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\uDB40(?=[\uDC00-\uDC7F])|(?<=\uDB40)[\uDC00-\uDC7F]";

    /// <summary>The script of a column.</summary>
    public static string Of(ShellColumn shell) => shell.Column.Rules.Count == 0 ? Value(shell) : Marked(shell);

    /// <summary>
    /// The value in the session's colours of errors and warnings. PowerShell takes them out where its output is not a terminal.
    /// </summary>
    private static string Marked(ShellColumn shell)
    {
        IEnumerable<string> colours = shell.Column.Rules.Select(rule =>
            $"if ({Condition(rule)}) {{ $PSStyle.Formatting.{(rule.Emphasis == Emphasis.Bad ? "Error" : "Warning")} }}"
        );

        // An amount whose sign has no room is whole without it.
        string sign =
            shell.Column.Kind == ColumnKind.Money
                ? $"if ($null -ne $n -and $s.Length -lt {Number(shell.Width)}) {{ $s += '{Mark.Sign}' }}; "
                : "";
        return $"$s = $({Value(shell)}); $c = {string.Join(" else", colours)}; "
            + $"if ($c) {{ {sign}$c + $s + $PSStyle.Reset }} else {{ $s }}";
    }

    /// <summary>A replacement of nothing gives the name of a status also where it is deserialised, which in a string is a number.</summary>
    private static string Condition(Mark rule) =>
        rule.Words.Length == 0
            ? $"$_.{rule.Property} -gt 0"
            : $"$_.{rule.Property} -creplace '^$' -in {string.Join(", ", rule.Words.Select(word => $"'{word}'"))}";

    private static string Value(ShellColumn shell)
    {
        Column column = shell.Column;
        string value = column.Expression ?? "$_." + column.Property;
        return column.Kind switch
        {
            ColumnKind.Count =>
                $"$n = {value}; if ($null -ne $n) {{ $s = $n.ToString('N0', {Invariant}); if ($s.Length -gt {Number(shell.Width)}) {{ "
                    + $"$n.ToString({Invariant}) }} else {{ $s }} }}",
            ColumnKind.Money => $"$n = {value}; if ($null -eq $n) {{ 'n/a' }} else {{ {Money(shell.Width, "$s")} }}",
            ColumnKind.MoneyChange =>
                $"$n = {value}; if ($null -eq $n) {{ 'n/a' }} else {{ {Money(shell.Width, "$(if ($n -gt 0) { '+' }) + $s")} }}",
            ColumnKind.Amount =>
                $"$n = {value}; if ($null -ne $n) {{ if ($n % 1 -eq 0) {{ {Whole(shell.Width)} }} else {{ {Money(shell.Width, "$s")} }} }}",
            ColumnKind.Share => $"$n = {value}; if ($null -ne $n) {{ ($n - $n % 1).ToString('F0', {Invariant}) }}",
            ColumnKind.Price => Format(value, "'0.####'"),
            ColumnKind.Percent => Format(value, "'+#,0.0;-#,0.0;0.0'"),
            ColumnKind.Bytes => $"$n = {value}; if ($null -ne $n) {{ ($n / 1e6).ToString('N1', {Invariant}) + ' MB' }}",
            ColumnKind.Time => Time(value, "yyyy-MM-dd HH:mm"),
            ColumnKind.Clock => Time(value, "HH:mm:ss"),
            ColumnKind.Duration =>
                $"$t = {value}; if ($null -ne $t) {{ $t.ToString($(if ($t.Days) {{ 'd\\.hh\\:mm\\:ss' }} else {{ 'hh\\:mm\\:ss' }}), "
                    + $"{Invariant}) }}",
            ColumnKind.Flag => $"if ({value}) {{ 'yes' }} else {{ 'no' }}",
            ColumnKind.Name => Cut(value, shell),
            _ => Plain(value),
        };
    }

    /// <summary>In a job's or a remote object a time may be no more than its text, which has the offset as well.</summary>
    public static string Time(string value, string format) =>
        $"$t = {value}; if ($null -eq $t -or $t -is [string]) {{ $t }} else {{ $o = $t.Offset; $t.DateTime.ToString('{format}', {Invariant}) + "
        + "$(if ($o.Ticks -eq 0) { 'Z' } else { $(if ($o.Ticks -lt 0) { '-' } else { '+' }) + "
        + $"$o.ToString($(if ($o.Minutes) {{ 'hh\\:mm' }} else {{ 'hh' }}), {Invariant}) }}) }}";

    /// <summary>A text, or each of several, that a name in it cannot move the cursor with or begin a line.</summary>
    public static string Plain(string value) => $"$({value}) -creplace '{Powers}', {{ '\\u{{0:x4}}' -f [int][char]\"$_\" }}";

    private static string Whole(int width) =>
        $"$s = $n.ToString('N0', {Invariant}); if ($s.Length -gt {Number(width)}) {{ $n.ToString('F0', {Invariant}) }} else {{ $s }}";

    private static string Format(string value, string format) =>
        $"$n = {value}; if ($null -ne $n) {{ $n.ToString({format}, {Invariant}) }}";

    private static string Money(int width, string signed) =>
        "$a = $(if ($n -lt 0) { -$n } else { $n }); $f = $(if ($a -ge 0.99995 -or $a -eq 0) { 'N2' } elseif ($a -ge 0.1) { "
        + "'F4' } elseif ($a -ge 0.01) { 'F5' } elseif ($a -ge 0.001) { 'F6' } "
        + $"elseif ($a -ge 0.0001) {{ 'F7' }} elseif ($a -ge 0.00001) {{ 'F8' }} else {{ 'F9' }}); $s = $n.ToString($f, {Invariant}); "
        + $"$s = {signed}; if ($s.Length -gt {Number(width)}) {{ $s.Replace(',', '') }} else {{ $s }}";

    /// <summary>
    /// A name loses its middle where it is longer than its column; the last column of a line has what the terminal leaves it.
    /// </summary>
    private static string Cut(string value, ShellColumn shell)
    {
        string script = $"$s = {Plain(value)} -join ', '; $w = ";
        string room = $"$Host.UI.RawUI.BufferSize.Width - {Number(shell.Offset + 1)}";
        int last = ShellLayout.Terminals[0] - 1;
        if (shell.IsLast)
            script += $"{room}; if ($w -lt 8) {{ $w = 4096 }}";
        else if (shell.Offset + shell.Width > last)
            script += $"{room}; if ($w -lt 8 -or $w -gt {Number(shell.Width)}) {{ $w = {Number(shell.Width)} }}";
        else
            script += Number(shell.Width);
        return script + "; if ($s.Length -gt $w) { $h = ($w - $w % 2) / 2; $s.Remove($h, $s.Length - $w + 1).Insert($h, '…') } else { $s }";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
