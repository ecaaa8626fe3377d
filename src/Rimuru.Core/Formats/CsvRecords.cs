using System.Text;

namespace Rimuru.Core.Formats;

/// <summary>Records of comma-separated text (RFC 4180; lines may end in CR, LF or both), each with the line that it begins on.</summary>
internal static class CsvRecords
{
    /// <summary>The size limit of a field; a longer one means that a quote was not closed.</summary>
    private const int MaxField = 1 << 20;

    public static IEnumerable<(long Line, List<string> Fields)> Read(TextReader text)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool isQuoted = false,
            wasQuoted = false;
        long line = 1,
            first = 1;
        for (int next = text.Read(); next >= 0; next = text.Read())
        {
            char c = (char)next;
            if (c == '\n' || (c == '\r' && text.Peek() != '\n'))
                line++;
            if (isQuoted)
            {
                if (field.Length > MaxField)
                    throw new InvalidDataException($"The quote that is opened in line {first} is not closed.");
                if (c != '"')
                    field.Append(c);
                else if (text.Peek() == '"')
                    field.Append((char)text.Read());
                else
                    isQuoted = false;
                continue;
            }

            switch (c)
            {
                case '"' when field.Length == 0 && !wasQuoted:
                    isQuoted = wasQuoted = true;
                    break;
                case ',':
                    fields.Add(field.ToString());
                    field.Clear();
                    wasQuoted = false;
                    break;
                case '\r' when text.Peek() == '\n':
                    break;
                case '\r' or '\n':
                    if (fields.Count > 0 || field.Length > 0)
                    {
                        fields.Add(field.ToString());
                        yield return (first, fields);
                    }

                    (fields, wasQuoted, first) = ([], false, line);
                    field.Clear();
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }

        if (isQuoted)
            throw new InvalidDataException($"The quote that is opened in line {first} is not closed.");
        if (fields.Count == 0 && field.Length == 0)
            yield break;
        fields.Add(field.ToString());
        yield return (first, fields);
    }
}
