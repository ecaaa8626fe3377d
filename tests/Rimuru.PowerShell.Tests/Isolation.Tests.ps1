BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $sample = New-SampleHome "$TestDrive/home"
}

Describe 'Isolation' {
    It 'knows the types right after import, before any command has run' {
        Invoke-Fresh 'Import-Module $Manifest; [Rimuru.CostRecord].FullName; [Rimuru.Session].Assembly.GetName().Name; [Rimuru.CostGrouping]::Agent' |
            Should -Be 'Rimuru.CostRecord', 'Rimuru.Abstractions', 'Agent'
    }

    It 'loads nothing but the cmdlets and their types at import' {
        # PowerShell has a Markdig of its own, which it may load at any time.
        Invoke-Fresh 'Import-Module $Manifest
            ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.Location.StartsWith($PSHOME) }).GetName().Name -match "^Rimuru|SQLite|Yaml|Tomlyn|Zstd|Npgsql|Polly|MailKit|MimeKit|Markdig" | Sort-Object' |
            Should -Be 'Rimuru', 'Rimuru.Abstractions'
    }

    It 'keeps the engine and its packages in a context of their own' {
        Invoke-Fresh "Import-Module `$Manifest; `$null = Get-RimuruCost -HomePath '$sample'
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -match '^Rimuru|SQLite' } |
                ForEach-Object { '{0} {1}' -f `$_.GetName().Name, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name } | Sort-Object" |
            Should -Be 'Rimuru Default', 'Rimuru.Abstractions Default', 'Rimuru.Core Rimuru'
    }

    It 'survives a forced import' {
        Invoke-Fresh "Import-Module `$Manifest; `$first = (Get-RimuruCost -HomePath '$sample').Count
            Import-Module `$Manifest -Force; `$first; (Get-RimuruCost -HomePath '$sample').Count; (Get-RimuruCost -HomePath '$sample')[0] -is [Rimuru.CostRecord]" |
            Should -Be '4', '4', 'True'
    }

    It 'survives removal and another import' {
        Invoke-Fresh "Import-Module `$Manifest; Remove-Module Rimuru; Import-Module `$Manifest; (Get-RimuruCost -HomePath '$sample').Count
            Remove-Module Rimuru; Import-Module `$Manifest; (Get-RimuruCost -HomePath '$sample').Count; Remove-Module Rimuru; (Get-Command -Module Rimuru | Measure-Object).Count" |
            Should -Be '4', '4', '0'
    }

    It 'closes the ledger when it is removed' -Skip:(-not $IsLinux) {
        Invoke-Fresh "Import-Module `$Manifest; `$null = Get-RimuruCost -HomePath '$sample'
            @(Get-ChildItem /proc/self/fd -ErrorAction Ignore | ForEach-Object LinkTarget | Where-Object { `$_ -like '*ledger.db' }).Count -gt 0
            Remove-Module Rimuru
            @(Get-ChildItem /proc/self/fd -ErrorAction Ignore | ForEach-Object LinkTarget | Where-Object { `$_ -like '*ledger.db' }).Count" |
            Should -Be 'True', '0'
    }

    It 'works in eight runspaces at once on one home' {
        Invoke-Fresh "`$sums = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel { Import-Module $Manifest; (Get-RimuruCost -HomePath '$(New-SampleHome "$TestDrive/parallel")' | Measure-RimuruCost).Sum }
            `$sums.Count; `$sums | Sort-Object -Unique" |
            Should -Be '8', '0.440464'
    }

    It 'goes on in one runspace when another has removed it' {
        Invoke-Fresh "Import-Module `$Manifest
            1 | ForEach-Object -Parallel { Import-Module $Manifest; (Get-RimuruCost -HomePath '$sample').Count; Remove-Module Rimuru }
            (Get-RimuruCost -HomePath '$sample').Count" |
            Should -Be '4', '4'
    }

    It 'starts a new ledger where the old one was deleted under its feet' -Skip:(-not $IsLinux) {
        $own = New-SampleHome "$TestDrive/deleted"
        Invoke-Fresh "Import-Module `$Manifest; (Get-RimuruCost -HomePath '$own').Count; Remove-Item -Recurse -Force '$own/.local'
            (Get-RimuruCost -HomePath '$own').Count; Test-Path '$own/.local/share/rimuru/ledger.db' -PathType Leaf" |
            Should -Be '4', '4', 'True'
    }

    It 'ships native SQLite for eight platforms, and no PowerShell' {
        $natives = Get-ChildItem "$Root/bin/deps/runtimes" -Directory
        $natives.Name | Sort-Object | Should -Be 'linux-arm64', 'linux-musl-arm64', 'linux-musl-x64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-arm64', 'win-x64'
        $natives | ForEach-Object { Get-ChildItem "$_/native" | Should -HaveCount 1 }
        # MailKit reads certificates that are not valid with a later one than PowerShell 7.4 has.
        (Get-ChildItem "$Root/bin" -Recurse -Filter 'System.*').Name | Should -Be 'System.Formats.Asn1.dll'
    }
}
