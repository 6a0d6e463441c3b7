-- name: snap_points
select
    place_name,
    coalesce(area, '') as area,
    easting,
    northing,
    count(case when month >= $first then 1 end) as records,
    count(case when month < $first then 1 end) as before
from incident
where dataset = $dataset
    and violence = 1
    and month between $before and $last
    and place_name is not null
    and easting is not null
group by
    place_name,
    coalesce(area, ''),
    easting,
    northing
order by
    records desc,
    place_name,
    easting,
    northing
