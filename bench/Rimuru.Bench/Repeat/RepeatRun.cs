using System.Globalization;
using Rimuru.Core.Tests.Repetition;

namespace Rimuru.Bench.Repeat;

/// <summary>
/// Reads every home of the shared corpora and cases, and homes that seeds make, many times on shuffled plans, and says of each whether all
/// ledgers are the same.
/// </summary>
internal static class RepeatRun
{
    /// <param name="rounds">How often each home is read.</param>
    /// <param name="seeds">How many homes of each agent are made.</param>
    /// <returns>The exit code: 1 where anything differs.</returns>
    public static int Run(int rounds, int seeds)
    {
        long rows = 0;
        int homes = 0;
        int different = 0;
        foreach (RepeatedHome home in RepeatedHome.Shared().Concat(RepeatedHome.Generated(1, seeds)))
        {
            homes++;
            if (Repeater.Difference(home, rounds, homes * rounds, ref rows) is not { } difference)
                continue;
            different++;
            Console.WriteLine(difference);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{homes} homes, each read {rounds} times beside the usual way; {rows} rows compared; {different} homes differ."
            )
        );
        return different == 0 ? 0 : 1;
    }
}
