# What docs/ci.md and docs/runbooks.md show, run for real in a session of its own, with a ledger that RIMURU_DATABASE_URL names.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $blocks = foreach ($page in 'ci', 'runbooks') {
        foreach ($match in [regex]::Matches((Get-Content -Raw "$Root/docs/$page.md"), '(?ms)^```powershell\r?\n(.*?)^```')) {
            @{ Page = $page; Code = $match.Groups[1].Value; IsRunbook = $match.Groups[1].Value -match 'param\(' }
        }
    }
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $worker = Start-Worker
    $sample = New-SampleHome "$TestDrive/home"
    $own = @{ HOME = $sample; RIMURU_HOME = "$sample/own"; RIMURU_DATABASE_URL = "sqlite:$sample/team.db" }
    function Invoke-Own([string] $Script) { Invoke-Session $worker "Set-Location '$sample'; $Script" -Environment $own }
    $null = Invoke-Own 'Sync-RimuruSession'
}
AfterAll { Stop-Worker $worker }

Describe 'A page' {
    It '<Page> has commands that work: <Code>' -ForEach ($blocks | Where-Object { -not $_.IsRunbook }) {
        { Invoke-Own $Code } | Should -Not -Throw
        if ($Code -match 'Export-Csv') { "$sample/costs.csv" | Should -Exist }
    }
}

Describe 'The runbook' {
    BeforeAll {
        $code = [regex]::Match((Get-Content -Raw "$Root/docs/runbooks.md"), '(?ms)^```powershell\r?\n(param.*?)^```').Groups[1].Value
        # What an Automation account has, and where its modules are. The sample is of another month.
        $code = $code -replace 'Import-Module Rimuru', '' -replace 'thismonth', '2026-11-01 -Until 2026-12-01'
        $account = "function Get-AutomationPSCredential([string] `$Name) { [pscredential]::new('ann', (ConvertTo-SecureString 'x' -AsPlainText -Force)) }"
        function Invoke-Runbook([decimal] $Limit) { Invoke-Own "$account; try { & { $code } -Limit $Limit } catch { `"failed: `$_`" }" }
    }

    It 'tells what each user has spent, and ends well below the limit' {
        $lines = Invoke-Runbook 100
        ($lines -join "`n" | ConvertFrom-Json).Cost | Should -Be 0.440464
    }

    It 'fails above the limit' {
        (Invoke-Runbook 0.01)[-1] | Should -Be 'failed: 1 of 1 users have spent more than 0.01 USD this month.'
    }
}
