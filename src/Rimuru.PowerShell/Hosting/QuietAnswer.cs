namespace Rimuru.Hosting;

/// <summary>The answer of a test with -Quiet.</summary>
internal static class QuietAnswer
{
    /// <summary>True if all is well; false also if the test cannot be made.</summary>
    public static bool Of(Func<bool> test)
    {
        try
        {
            return test();
        }
        catch (RimuruException)
        {
            return false;
        }
    }
}
