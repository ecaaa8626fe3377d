using System.Runtime.CompilerServices;

namespace Rimuru;

/// <summary>The exception for all errors that Rimuru reports: a stable code, a message for users, and the source location.</summary>
public sealed class RimuruException : Exception
{
    /// <summary>Creates an error with a code from <c>docs/errors.md</c>.</summary>
    /// <param name="code">The code, such as <c>E4002</c>.</param>
    /// <param name="message">The message without the code.</param>
    /// <param name="context">The object of the error: a file, a key or a record.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="member">Filled in by the compiler.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public RimuruException(
        string code,
        string message,
        string? context = null,
        Exception? inner = null,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    )
        : base($"[{code}] {message}", inner)
    {
        Code = code;
        Context = context;
        Origin = $"{member} ({Path.GetFileName(file)}:{line})";
    }

    /// <summary>The stable code, such as <c>E1001</c>; listed in <c>docs/errors.md</c>.</summary>
    public string Code { get; }

    /// <summary>The object of the error: a file, a key or a record; null if there is none.</summary>
    public string? Context { get; }

    /// <summary>Member, source file and line that threw the error.</summary>
    public string Origin { get; }

    /// <summary>The messages of this error and all its causes, outermost first.</summary>
    public IReadOnlyList<string> Causes
    {
        get
        {
            List<string> causes = [];
            for (Exception? e = this; e is not null; e = e.InnerException)
                causes.Add(e.Message);
            return causes;
        }
    }
}
