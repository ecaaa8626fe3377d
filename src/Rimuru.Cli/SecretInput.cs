using System.Text;
using Rimuru.Cli.Output;
using Rimuru.Core.Errors;

namespace Rimuru.Cli;

/// <summary>Reads a secret: from redirected input as it is, else from the keyboard without showing it. Never from an argument.</summary>
internal static class SecretInput
{
    private const int MostBytes = 1 << 20;

    public static string Read(string prompt, CancellationToken stop)
    {
        Task<string> reading = Task.Run(() => Console.IsInputRedirected ? Redirected() : Typed(prompt), stop);
        return reading.WaitAsync(stop).GetAwaiter().GetResult();
    }

    /// <summary>All of it, without the line end that a shell puts after it.</summary>
    private static string Redirected()
    {
        using Stream input = Console.OpenStandardInput();
        using MemoryStream bytes = new();
        byte[] buffer = new byte[4096];
        while (input.Read(buffer) is var read and > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostBytes)
                throw new RimuruException(ErrorCodes.InvalidArgument, $"The secret is not valid: it is longer than {MostBytes} bytes.");
        }

        try
        {
            UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return WithoutLineEnd(strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        }
        catch (DecoderFallbackException e)
        {
            throw new RimuruException(ErrorCodes.InvalidArgument, "The secret is not valid: it is not UTF-8.", inner: e);
        }
    }

    private static string WithoutLineEnd(string text)
    {
        if (text.EndsWith("\r\n", StringComparison.Ordinal))
            return text[..^2];
        return text.EndsWith('\n') ? text[..^1] : text;
    }

    private static string Typed(string prompt)
    {
        Terminal.Say(prompt);
        StringBuilder typed = new();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                return typed.ToString();
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
    }
}
