using System.Globalization;
using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Currencies;

/// <summary>
/// The user's file of exchange rates: a line <c>EUR,2026-11-01,0.92</c> for each. Comments (<c>#</c>) and lines that are not changed stay
/// as they are.
/// </summary>
internal sealed class RateFile(string path)
{
    private const string Head = "currency,date,rate";
    private const int LongestLine = 1024;

    public string Path => path;

    /// <summary>The rates, by currency and day. E17002: a line is not valid.</summary>
    public List<ExchangeRate> Read() =>
        [.. Lines().Select(RateOf).OfType<ExchangeRate>().OrderBy(rate => rate.Currency, StringComparer.Ordinal).ThenBy(rate => rate.Date)];

    /// <summary>Puts a rate in the place of the one of its currency and day, or at the end. E17002: the file cannot be written.</summary>
    public void Set(ExchangeRate rate) =>
        Change(lines =>
        {
            string line = string.Create(CultureInfo.InvariantCulture, $"{rate.Currency},{rate.Date:yyyy-MM-dd},{rate.Rate}");
            int at = lines.FindIndex(known => IsOf(known, rate));
            if (at >= 0)
                lines[at] = line;
            else
                lines.Add(line);
        });

    public void Remove(ExchangeRate rate) => Change(lines => lines.RemoveAll(known => IsOf(known, rate)));

    private bool IsOf(string line, ExchangeRate rate) =>
        RateOf(line, 0) is { } known && known.Currency == rate.Currency && known.Date == rate.Date;

    private List<string> Lines()
    {
        try
        {
            return File.Exists(path) ? [.. RegularFile.ReadLines(path, LongestLine)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.ExchangeRateFile, $"{path} cannot be read: {e.Message}", path, e);
        }
    }

    /// <summary>The rate of a line; null for a comment, the head and an empty line.</summary>
    private ExchangeRate? RateOf(string line, int index)
    {
        string text = line.Trim();
        if (text.Length == 0 || text[0] == '#' || text.Equals(Head, StringComparison.OrdinalIgnoreCase))
            return null;
        string[] fields = text.Split(',', StringSplitOptions.TrimEntries);
        return
            fields is [{ } code, { } day, { } number]
            && Currency.Code(code) is { } currency
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal rate)
            && Currency.IsRate(rate)
            ? new ExchangeRate
            {
                Currency = currency,
                Date = date,
                Rate = rate,
            }
            : throw new RimuruException(
                ErrorCodes.ExchangeRateFile,
                $"{path}, line {index + 1}: '{text}' is not a rate. A line is CURRENCY,DAY,RATE, such as EUR,2026-11-01,0.92.",
                path
            );
    }

    private void Change(Action<List<string>> change)
    {
        try
        {
            PrivateFile.CreateFolder(System.IO.Path.GetDirectoryName(path)!);
            using FileReplacement file = FileReplacement.Begin(path);
            List<string> lines = Lines();
            _ = lines.Select(RateOf).Count();
            if (lines.Count == 0)
                lines.Add(Head);
            change(lines);
            file.Commit(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.ExchangeRateFile, $"{path} cannot be written: {e.Message}", path, e);
        }
    }
}
