namespace Rimuru.Core.AdapterContract;

/// <summary>Orders releases by the numbers in their names; a preview comes before its release.</summary>
internal static class ReleaseOrder
{
    public static int Compare(string a, string b)
    {
        (string[] left, string[] right) = (a.Split('-', 2), b.Split('-', 2));
        int[] numbersOfA = Numbers(left[0]),
            numbersOfB = Numbers(right[0]);
        for (int i = 0; i < Math.Max(numbersOfA.Length, numbersOfB.Length); i++)
        {
            int order = numbersOfA.ElementAtOrDefault(i).CompareTo(numbersOfB.ElementAtOrDefault(i));
            if (order != 0)
                return order;
        }

        return right.Length.CompareTo(left.Length);
    }

    private static int[] Numbers(string release) =>
        [.. release.TrimStart('v').Split('.').Select(part => int.TryParse(part, out int number) ? number : 0)];
}
